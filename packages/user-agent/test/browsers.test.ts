import { describe, expect, test } from 'vitest';

import { type BrowserOption, browserDeviations, createUserAgent } from '../src/index.ts';
import type { Transport } from '../src/index.ts';

const page = 'https://app.example';
const api = 'https://api.example/items';

const grants =
  (headers: readonly (readonly [string, string])[]): Transport =>
  () =>
    Promise.resolve({
      status: 200,
      statusText: 'OK',
      headers: [['Access-Control-Allow-Origin', page], ...headers],
      body: null,
    });

const call = async (browser: BrowserOption, transport: Transport) => {
  const agent = createUserAgent({ browser, origin: page, transport });
  return agent.attempt(api, { headers: { Authorization: 'Bearer x' } });
};

describe('the deviations of browsers', () => {
  test('each has a name of its own, and a browser', () => {
    const names = browserDeviations.map(({ name }) => name);
    expect(new Set(names).size).toBe(names.length);
    expect(browserDeviations.filter(({ browsers }) => browsers.length === 0)).toEqual([]);
  });

  test.each([
    ['standard', 'blocked', []],
    ['chromium', 'readable', ['authorization-wildcard']],
    ['firefox', 'readable', ['authorization-wildcard']],
    ['webkit', 'readable', ['authorization-wildcard']],
  ] as const)('%s, where * is to cover Authorization: %s', async (browser, outcome, deviations) => {
    const { trace } = await call(browser, grants([['Access-Control-Allow-Headers', '*']]));
    expect(trace).toMatchObject({ browser, outcome, deviations });
  });

  test.each(['standard', 'chromium', 'firefox', 'webkit'] as const)(
    '%s notes nothing where it does what the standard says',
    async (browser) => {
      const { trace } = await call(
        browser,
        grants([['Access-Control-Allow-Headers', 'authorization']]),
      );
      expect(trace).toMatchObject({ browser, outcome: 'readable', deviations: [] });
    },
  );

  test.each([
    ['chromium', 7_200],
    ['firefox', 86_400],
    ['webkit', 600],
  ] as const)('%s keeps a grant for %d seconds at most', async (browser, seconds) => {
    let now = 0;
    let preflights = 0;
    const agent = createUserAgent({
      browser,
      origin: page,
      now: () => now,
      transport: (sent) => {
        if (sent.method === 'OPTIONS') preflights += 1;
        return grants([
          ['Access-Control-Allow-Methods', 'PUT'],
          ['Access-Control-Max-Age', '100000'],
        ])(sent);
      },
    });
    await agent.fetch(api, { method: 'PUT' });
    now = seconds * 1_000 - 1;
    await agent.fetch(api, { method: 'PUT' });
    expect(preflights).toBe(1);
    now += 1;
    await agent.fetch(api, { method: 'PUT' });
    expect(preflights).toBe(2);
  });

  test('an unknown browser is refused', () => {
    expect(() => createUserAgent({ browser: 'safari' as 'webkit', origin: page })).toThrow(
      'browser is "safari"; it can be standard, chromium, firefox, webkit.',
    );
  });
});
