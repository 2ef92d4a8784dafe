import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { browsers, isMandatory } from '../src/browsers.ts';
import { knownCacheDifferences } from './http-cache/known-differences.ts';
import { observeCacheOfAgent, observeCacheOfBrowser, summary } from './http-cache/observe.ts';
import type { CacheObservation } from './http-cache/scenario.ts';
import { cacheScenarios } from './http-cache/scenarios.ts';
import { type CacheServer, startCacheServer } from './http-cache/server.ts';

let server: CacheServer;

beforeAll(async () => {
  server = await startCacheServer(cacheScenarios);
});
afterAll(() => server.close());

test('each scenario has a name of its own, and each known difference a scenario', () => {
  const names = new Set(cacheScenarios.map(({ name }) => name));
  expect(names.size).toBe(cacheScenarios.length);
  expect(knownCacheDifferences.filter(({ scenario }) => !names.has(scenario))).toEqual([]);
});

describe.each(browsers.filter(isMandatory))(
  'the HTTP cache of the user agent does what that of $name does',
  ({ name: browserName, launch }) => {
    let observed: readonly CacheObservation[];

    beforeAll(async () => {
      const browser = await launch();
      try {
        observed = await observeCacheOfBrowser(browser, browserName, cacheScenarios, server);
      } finally {
        await browser.close();
      }
    }, 120_000);

    test.each(cacheScenarios)('$name', async (scenario) => {
      // An automated WebKit is an ephemeral session, and has no HTTP cache: every call is a request.
      const hasCache = browserName !== 'WebKit';
      const runner = `agent-${browserName}`;
      const agent = await observeCacheOfAgent(runner, scenario, server, hasCache);
      const browser = observed[cacheScenarios.indexOf(scenario)];
      const known = knownCacheDifferences.find(
        (each) => each.browser === browserName && each.scenario === scenario.name,
      );
      if (known === undefined) {
        expect(agent).toEqual(browser);
        return;
      }
      // Neither more nor less than what is known, and gone from the list once it is mended.
      expect(browser === undefined ? '' : summary(browser)).toBe(known.does);
      expect(summary(agent)).not.toBe(known.does);
    });
  },
);
