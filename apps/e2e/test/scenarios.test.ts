import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Browser, Page } from '../src/browser.ts';
import { browsers, isMandatory } from '../src/browsers.ts';
import { callFromPage, callFromSandbox } from '../src/call-from-page.ts';
import { type PageServer, createPageServer } from '../src/page-server.ts';
import { type RunningSample, samples } from '../src/samples.ts';
import { type Scenario, scenarios } from '../src/scenario.ts';

describe.each(browsers.filter(isMandatory))('$name', ({ launch }) => {
  let browser: Browser;
  let pages: PageServer;

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), createPageServer()]);
  }, 60_000);
  afterAll(() => Promise.all([browser.close(), pages.close()]), 30_000);

  async function open(origin: string): Promise<Page> {
    const page = await browser.newPage();
    await page.goto(origin);
    return page;
  }

  describe.each(samples)('and $name', ({ start }) => {
    let sample: RunningSample;
    let own: Page;
    let strange: Page;

    beforeAll(async () => {
      sample = await start(pages.page);
      own = await open(pages.page);
      strange = await open(pages.stranger);
    }, 30_000);
    afterAll(async () => {
      await Promise.all([own.close(), strange.close()]);
      await sample.close();
    }, 30_000);

    const call = ({ from, path, init }: Pick<Scenario, 'from' | 'path' | 'init'>) => {
      const url = `${sample.address}${path}`;
      if (from === 'sandbox') return callFromSandbox(strange, url, init);
      return callFromPage(from === 'page' ? own : strange, url, init);
    };

    test.each(scenarios)('$name', async (scenario) => {
      const { outcome, status, body = '', headers = {} } = scenario.sees;
      const seen = await call(scenario);
      expect(seen.outcome).toBe(outcome);
      if (status !== undefined) expect(seen.status).toBe(status);
      expect(seen.body).toContain(body);
      for (const [name, value] of Object.entries(headers)) {
        expect(seen.headers[name] ?? null).toBe(value);
      }
    });

    test('credentialed: a session comes, stays and goes, only with credentials', async () => {
      const credentials = 'include' as const;
      const session = (method: string, init = {}) =>
        call({ from: 'page', path: '/session', init: { method, credentials, ...init } });
      expect(await session('GET')).toMatchObject({ outcome: 'readable', status: 401 });
      expect(await session('POST')).toMatchObject({ outcome: 'readable', status: 201 });
      expect(await session('GET')).toMatchObject({ status: 200, body: '{"user":"ada"}' });
      expect(await session('GET', { credentials: 'omit' })).toMatchObject({ status: 401 });
      // The feed is for everybody, so never with credentials.
      expect(await call({ from: 'page', path: '/feed', init: { credentials } })).toMatchObject({
        outcome: 'blocked',
      });
      expect(
        await call({ from: 'stranger', path: '/session', init: { credentials } }),
      ).toMatchObject({ outcome: 'blocked' });
      expect(await session('DELETE')).toMatchObject({ status: 204 });
      expect(await session('GET')).toMatchObject({ status: 401 });
    });

    test('a grant that the browser remembers serves no method with another policy', async () => {
      // The grant for PUT is remembered for 600 s, under the very same URL.
      const path = '/v2/items/2';
      const init = {
        method: 'PUT',
        headers: { 'content-type': 'application/json' },
        body: '{"name":"fig"}',
      };
      expect(await call({ from: 'page', path, init })).toMatchObject({ status: 200 });
      expect(await call({ from: 'page', path, init: { method: 'DELETE' } })).toMatchObject({
        outcome: 'blocked',
      });
    });

    test('server to server: without Origin all is answered, and nothing is blocked', async () => {
      const response = await fetch(`${sample.address}/items`);
      expect(response.status).toBe(200);
      expect(response.headers.get('access-control-allow-origin')).toBeNull();
      expect(response.headers.get('vary')).toContain('Origin');
    });

    test('the console names the step that failed', async () => {
      const page = await open(pages.page);
      await callFromPage(page, `${sample.address}/v2/items/1`, {
        method: 'PUT',
        headers: { 'x-secret': '1' },
      });
      await callFromPage(page, `${sample.address}/items`, { method: 'DELETE' });
      const lines = page.consoleLines()?.join('\n');
      await page.close();
      // Where automation is not told, the outcome above has to do.
      if (lines === undefined) return;
      expect(lines).toMatch(/x-secret.*Access-Control-Allow-Headers/s);
      expect(lines).toMatch(/DELETE.*Access-Control-Allow-Methods/s);
    });
  });
});
