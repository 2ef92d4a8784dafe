import { isDeepStrictEqual } from 'node:util';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { excuse } from './compare.ts';
import { generatePairs } from './generate.ts';
import type { KnownDifference } from './known-differences.ts';
import { observeAgent } from './observe-agent.ts';
import type { Observation, Pair } from './pair.ts';
import { type PairServers, startServers } from './server.ts';
import { type WrongAgent, wrongAgents } from './wrong-agents.ts';

/** Every mistake is to show within so many pairs. */
const pairs: readonly Pair[] = generatePairs(5, 1_500);
/** What the right agent does, as far as it was asked. */
const right = new Map<Pair, Observation>();

let servers: PairServers;
let runs = 0;

beforeAll(async () => {
  servers = await startServers();
  servers.serve(pairs);
});

afterAll(() => servers.close());

function observe(pair: Pair, makes: readonly WrongAgent['make'][]): Promise<Observation> {
  runs += 1;
  return observeAgent(`run${runs}`, pair, servers, makes);
}

/**
 * The right agent stands for the browser. The question is whether the known differences would hide a
 * mistake: whether the wrong agent, with quirks of the browser on top, does what the right one does.
 */
async function findsOut(
  browser: KnownDifference['browser'],
  { make }: WrongAgent,
): Promise<boolean> {
  const again = (pair: Pair, quirks: readonly KnownDifference[]): Promise<Observation> =>
    observe(pair, [make, ...quirks.map(({ imitate }) => imitate)]);
  for (const pair of pairs) {
    const theirs = right.get(pair) ?? (await observe(pair, []));
    right.set(pair, theirs);
    if (isDeepStrictEqual(await observe(pair, [make]), theirs)) continue;
    if ((await excuse(browser, pair, theirs, again)) === undefined) return true;
  }
  return false;
}

const cases = wrongAgents.flatMap((agent) =>
  (['Chromium', 'Firefox'] as const).map((browser) => ({ ...agent, browser })),
);

test.each(cases)(
  '$browser finds out an agent that $mistake',
  async ({ browser, ...agent }) => {
    expect(await findsOut(browser, agent)).toBe(agent.unseenBy !== browser);
  },
  120_000,
);
