import { isDeepStrictEqual } from 'node:util';

import type { BrowserName } from '@routecors/user-agent';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { browsers, optionOf } from '../src/browsers.ts';
import { generatePairs } from './generate.ts';
import { observeAgent } from './observe-agent.ts';
import type { Observation, Pair } from './pair.ts';
import { type PairServers, startServers } from './server.ts';
import { type WrongAgent, wrongAgents } from './wrong-agents.ts';

/** Every mistake is to show within so many pairs. */
const pairs: readonly Pair[] = generatePairs(5, 1_500);
/** What the right agents do, as far as they were asked. */
const right = new Map<string, Observation>();

let servers: PairServers;
let runs = 0;

beforeAll(async () => {
  servers = await startServers();
  servers.serve(pairs);
});

afterAll(() => servers.close());

async function observe(
  browser: BrowserName,
  pair: Pair,
  makes: readonly WrongAgent['make'][],
): Promise<Observation> {
  runs += 1;
  return (await observeAgent(`run${runs}`, browser, pair, servers, makes)).observed;
}

/** The right agent stands for the browser, as the other suite proves. Is the wrong one told from it? */
async function findsOut(browser: BrowserName, { make }: WrongAgent): Promise<boolean> {
  for (const pair of pairs) {
    const key = `${browser} ${pair.id}`;
    const theirs = right.get(key) ?? (await observe(browser, pair, []));
    right.set(key, theirs);
    if (!isDeepStrictEqual(await observe(browser, pair, [make]), theirs)) return true;
  }
  return false;
}

const cases = wrongAgents.flatMap((agent) =>
  browsers.map(({ name }) => ({ ...agent, browser: optionOf(name) })),
);

test.each(cases)(
  '$browser finds out an agent that $mistake',
  async ({ browser, ...agent }) => {
    expect(await findsOut(browser, agent)).toBe(agent.unseenBy !== browser);
  },
  120_000,
);
