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

  const line = 'Access-Control-Allow-Origin';
  // What Firefox 153.8 and the others were seen to do with a second line that is blank.
  test.each([
    ['standard', line, line, 'blocked'],
    ['chromium', line, line, 'blocked'],
    ['webkit', line, line, 'blocked'],
    ['firefox', line, line, 'blocked'],
    ['firefox', line, line.toLowerCase(), 'readable'],
    ['firefox', line.toLowerCase(), line, 'readable'],
    ['firefox', line.toUpperCase(), line.toUpperCase(), 'readable'],
  ] as const)(
    '%s, a preflight with %s, and %s blank: %s',
    async (browser, first, second, outcome) => {
      const agent = createUserAgent({
        browser,
        origin: page,
        transport: ({ method }) =>
          Promise.resolve({
            status: 200,
            statusText: 'OK',
            headers: [
              [first, page],
              ...(method === 'OPTIONS' ? ([[second, '']] as const) : []),
              ['Access-Control-Allow-Methods', 'PUT'],
            ],
            body: null,
          }),
      });
      expect((await agent.attempt(api, { method: 'PUT' })).trace.outcome).toBe(outcome);
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
