import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { browsers, isMandatory } from '../src/browsers.ts';
import { type Rerun, compare } from './compare.ts';
import { generatePairs } from './generate.ts';
import { observeAgent } from './observe-agent.ts';
import { observeBrowser } from './observe.ts';
import type { Observation, Pair } from './pair.ts';
import { type PairServers, startServers } from './server.ts';

// A longer run, or the one that failed: DIFFERENTIAL_PAIRS=5000 DIFFERENTIAL_SEED=7.
const count = Number(process.env['DIFFERENTIAL_PAIRS'] ?? 1_000);
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
/** Milliseconds for one browser, on a machine that has other things to do. */
const patience = 120_000 + count * 300;

let servers: PairServers;
let pairs: readonly Pair[];
let agent: readonly Observation[];

beforeAll(async () => {
  servers = await startServers();
  pairs = generatePairs(seed, count);
  servers.serve(pairs);
  const observations: Observation[] = [];
  for (const pair of pairs) observations.push(await observeAgent('agent', pair, servers));
  agent = observations;
}, patience);

afterAll(() => servers.close());

let reruns = 0;
const imitate: Rerun = (pair, quirks) => {
  reruns += 1;
  return observeAgent(
    `again${reruns}`,
    pair,
    servers,
    quirks.map((quirk) => quirk.imitate),
  );
};

describe(`${count} pairs of seed ${seed}`, () => {
  for (const found of browsers.filter(({ name }) => name !== 'WebKit')) {
    test.runIf(isMandatory(found))(
      `the user agent agrees with ${found.name}`,
      async () => {
        const browser = await found.launch();
        try {
          const version = await browser.version();
          const started = performance.now();
          const theirs = await observeBrowser(browser, found.name, pairs, servers);
          const seconds = (performance.now() - started) / 1_000;
          const result = await compare(found.name, pairs, agent, theirs, imitate);
          console.log(
            `${version}: ${result.equal} of ${count} equal, ${result.readable} readable, ${seconds.toFixed(1)} s`,
          );
          for (const [{ what }, times] of result.known) console.log(`  known: ${times} × ${what}`);
          expect(
            result.differences.slice(0, Number(process.env['DIFFERENTIAL_SHOWN'] ?? 10)).join('\n'),
            `${result.differences.length} differences`,
          ).toBe('');
          // A suite in which everything is blocked would prove nothing.
          expect(result.readable).toBeGreaterThan(count / 4);
          expect(result.equal).toBeGreaterThan(count * 0.95);
        } finally {
          await browser.close();
        }
      },
      patience,
    );
  }
});
