import type { AddressInfo } from 'node:net';

import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Browser, Page } from '../src/browser.ts';
import { browsers, isMandatory } from '../src/browsers.ts';
import { callFromPage } from '../src/call-from-page.ts';
import { type PageServer, createPageServer } from '../src/page-server.ts';
import type { PageRequestInit } from '../src/scenario.ts';

const json = { 'content-type': 'application/json' };
const post: PageRequestInit = { method: 'POST', headers: json, body: '{}' };

/** Calls whose preflight is refused, though their origin is allowed: each answer lists what it can. */
const refused: readonly (readonly [string, path: string, PageRequestInit, console: RegExp])[] = [
  [
    'a method that is not routed',
    '/admin',
    { method: 'PATCH', headers: json, body: '{}' },
    /PATCH.*Access-Control-Allow-Methods/s,
  ],
  [
    'a method that the policy leaves out',
    '/doc',
    { method: 'DELETE', headers: json, body: '{}' },
    /DELETE.*Access-Control-Allow-Methods/s,
  ],
  [
    'a header beside an allowed one',
    '/doc',
    { method: 'PUT', headers: { ...json, 'x-secret': '1' }, body: '{}' },
    /x-secret.*Access-Control-Allow-Headers/s,
  ],
];

describe.each(browsers.filter(isMandatory))('$name', ({ launch }) => {
  const ran: string[] = [];
  let browser: Browser;
  let pages: PageServer;
  let address: string;
  let page: Page;
  let close: () => Promise<unknown>;

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), createPageServer()]);
    const server = Fastify();
    await server.register(corsPlugin, {
      origin: [pages.page],
      allowedHeaders: ['content-type'],
      maxAge: 600,
      methods: ['GET', 'PUT'],
    });
    // What reaches the server beyond preflights, in the order in which it does.
    server.addHook('preHandler', async ({ method, url }) => void ran.push(`${method} ${url}`));
    for (const url of ['/admin', '/doc']) {
      server.get(url, async () => 'open');
      server.post(url, { config: { cors: false } }, async () => 'ran');
    }
    server.put('/doc', async () => 'ok');
    server.delete('/doc', async () => 'ok');
    await server.listen({ port: 0, host: '127.0.0.1' });
    address = `http://localhost:${(server.server.address() as AddressInfo).port}`;
    close = () => server.close();
    page = await browser.newPage();
    await page.goto(pages.page);
  }, 60_000);
  afterAll(() => Promise.all([browser.close(), pages.close(), close()]), 30_000);
  beforeEach(() => {
    ran.length = 0;
  });

  test.each(refused)(
    'a preflight refused for %s leaves nothing behind, and the console names it',
    async (_, path, init, named) => {
      const url = `${address}${path}`;
      expect(await callFromPage(page, url, init)).toMatchObject({ outcome: 'blocked' });
      // WebKit keeps what a refused preflight lists: this would go out without a preflight of its own.
      expect(await callFromPage(page, url, post)).toMatchObject({ outcome: 'blocked' });
      expect(ran).toEqual([]);
      const lines = page.consoleLines()?.join('\n');
      // Where automation is not told, the outcome above has to do.
      if (lines !== undefined) expect(lines).toMatch(named);
    },
  );
});
