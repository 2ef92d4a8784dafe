import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { browsers, isMandatory, optionOf } from '../src/browsers.ts';
import { type Rerun, compare } from './compare.ts';
import { generatePairs } from './generate.ts';
import { type AgentObservation, observeAgent } from './observe-agent.ts';
import { observeBrowser } from './observe.ts';
import type { Pair } from './pair.ts';
import { type PairServers, startServers } from './server.ts';
import type { Mistake } from './wrong-agent.ts';

// A longer run, or the one that failed: DIFFERENTIAL_PAIRS=5000 DIFFERENTIAL_SEED=7.
const count = Number(process.env['DIFFERENTIAL_PAIRS'] ?? 1_000);
const seed = Number(process.env['DIFFERENTIAL_SEED'] ?? 1);
/** Milliseconds for one browser, on a machine that has other things to do. */
const patience = 120_000 + count * 300;

let servers: PairServers;
let pairs: readonly Pair[];

beforeAll(async () => {
  servers = await startServers();
  pairs = generatePairs(seed, count);
  servers.serve(pairs);
}, patience);

afterAll(() => servers.close());

describe(`${count} pairs of seed ${seed}`, () => {
  for (const found of browsers) {
    test.runIf(isMandatory(found))(
      `the user agent that imitates it agrees with ${found.name}`,
      async () => {
        const option = optionOf(found.name);
        const agent: AgentObservation[] = [];
        for (const pair of pairs)
          agent.push(await observeAgent(`agent-${option}`, option, pair, servers));
        const browser = await found.launch();
        try {
          const version = await browser.version();
          const started = performance.now();
          const theirs = await observeBrowser(browser, found.name, pairs, servers);
          const seconds = (performance.now() - started) / 1_000;
          let reruns = 0;
          const forget: Rerun = (pair, call) => {
            reruns += 1;
            return observeAgent(`again${reruns}`, option, pair, servers, [forgetsBefore(call)]);
          };
          // Firefox drops grants before their time, mostly just after its start.
          const forgets = found.name === 'Firefox' ? forget : null;
          const result = await compare(found.name, pairs, agent, theirs, forgets);
          console.log(
            `${version}: ${result.equal} of ${count} equal, ${result.readable} readable, ${result.forgotten} forgotten, ${seconds.toFixed(1)} s`,
          );
          for (const [name, times] of result.deviations) console.log(`  ${times} × ${name}`);
          expect(
            result.differences.slice(0, Number(process.env['DIFFERENTIAL_SHOWN'] ?? 10)).join('\n'),
            `${result.differences.length} differences`,
          ).toBe('');
          // A suite in which everything is blocked would prove nothing.
          expect(result.readable).toBeGreaterThan(count / 4);
          expect(result.forgotten).toBeLessThan(count * 0.02);
        } finally {
          await browser.close();
        }
      },
      patience,
    );
  }
});

const forgetsBefore = (call: number) => (): Mistake => ({
  cache: (index) => (index < call ? 'before' : 'after'),
});
