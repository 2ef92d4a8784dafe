import type { AddressInfo } from 'node:net';

import websocket from '@fastify/websocket';
import corsPlugin, { type CorsPluginOptions } from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Browser, Page } from '../src/browser.ts';
import { browsers, isMandatory } from '../src/browsers.ts';
import { callFromPage } from '../src/call-from-page.ts';
import { type PageServer, createPageServer } from '../src/page-server.ts';
import { type Way, sendFromPage } from '../src/send-from-page.ts';

type Sender = 'own' | 'friend' | 'stranger';

/** A server that notes what arrives and what its handlers ran. */
interface Watched {
  readonly url: string;
  readonly arrived: string[];
  readonly ran: string[];
  readonly close: () => Promise<unknown>;
}

async function start(options: CorsPluginOptions): Promise<Watched> {
  const server: FastifyInstance = Fastify({ forceCloseConnections: true });
  const [arrived, ran]: [string[], string[]] = [[], []];
  const note = ({ url = '' }: { url?: string | undefined }): void => void arrived.push(url);
  server.server.prependListener('request', note);
  server.server.prependListener('upgrade', note);
  await server.register(corsPlugin, options);
  await server.register(websocket);
  server.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume().on('end', () => done(null));
  });
  server.addHook('preHandler', async ({ url }) => void ran.push(url));
  server.get('/', async (_request, reply) =>
    reply.type('text/html').send('<!doctype html><title>Own page</title>'),
  );
  server.get('/read/*', async () => 'read');
  server.get('/events/*', async (_request, reply) =>
    reply.type('text/event-stream').send('data: x\n\n'),
  );
  server.post('/write/*', async () => 'written');
  server.put('/carried', async () => 'put');
  server.post('/carried', { config: { cors: { origin: false } } }, async () => 'posted');
  server.get('/socket/*', { websocket: true }, (socket) => socket.send('hello'));
  await server.listen({ port: 0, host: '127.0.0.1' });
  return {
    url: `http://localhost:${(server.server.address() as AddressInfo).port}`,
    arrived,
    ran,
    close: () => server.close(),
  };
}

/** Which way goes to which route. */
const routeOf = (way: Way): string => {
  if (way === 'WebSocket') return 'socket';
  if (way === 'EventSource') return 'events';
  return way === 'image' || way === 'navigation in a frame' ? 'read' : 'write';
};

const writes: readonly Way[] = [
  'fetch with text',
  'form',
  'form under no-referrer',
  'beacon',
  'WebSocket',
];
const reads: readonly Way[] = ['image', 'navigation in a frame', 'EventSource'];

/** What must run where the policy enforces, and what must not. */
const cases: readonly (readonly [Sender, Way, runs: boolean])[] = [
  ...[...writes, ...reads, 'fetch with JSON' as const].map((way) => ['own', way, true] as const),
  ...['fetch with text', 'fetch with JSON', 'form', 'beacon', 'WebSocket'].map(
    (way) => ['friend', way as Way, true] as const,
  ),
  ...writes.map((way) => ['stranger', way, false] as const),
  // A frame without an origin is a stranger's, on whatever page.
  ['own', 'sandboxed frame', false],
  // Reading is what CORS itself is for.
  ...reads.map((way) => ['stranger', way, true] as const),
];

describe.each(browsers.filter(isMandatory))('$name', ({ launch }) => {
  let browser: Browser;
  let pages: PageServer;
  let enforcing: Watched;
  let open: Watched;
  let number = 0;

  beforeAll(async () => {
    [browser, pages] = await Promise.all([launch(), createPageServer()]);
    const origin = [pages.page];
    [enforcing, open] = await Promise.all([
      start({ origin, credentials: true, enforce: true }),
      start({ origin, credentials: true }),
    ]);
  }, 60_000);
  afterAll(
    () => Promise.all([browser.close(), pages.close(), enforcing.close(), open.close()]),
    30_000,
  );

  const pageOf = async (sender: Sender, server: Watched): Promise<Page> => {
    const page = await browser.newPage();
    await page.goto({ own: server.url, friend: pages.page, stranger: pages.stranger }[sender]);
    return page;
  };

  const send = async (server: Watched, sender: Sender, way: Way): Promise<boolean> => {
    const page = await pageOf(sender, server);
    try {
      const path = `/${routeOf(way)}/${(number += 1)}`;
      await sendFromPage(page, way, `${server.url}${path}`);
      await expect.poll(() => server.arrived, { timeout: 10_000 }).toContain(path);
      // Whatever runs has begun to run when its answer left.
      await new Promise((resolve) => setTimeout(resolve, 50));
      return server.ran.includes(path);
    } finally {
      await page.close();
    }
  };

  test.each(cases)('enforcing: %s page, %s: runs %s', async (sender, way, runs) => {
    expect(await send(enforcing, sender, way)).toBe(runs);
  });

  test.each(writes)('without enforce a stranger makes it run: %s', async (way) => {
    expect(await send(open, 'stranger', way)).toBe(true);
  });

  test('a stranger’s JSON is stopped by its preflight either way', async () => {
    for (const server of [enforcing, open]) {
      expect(await send(server, 'stranger', 'fetch with JSON')).toBe(false);
    }
  });

  test('a POST that an earlier grant lets out without a preflight runs only where nothing enforces', async () => {
    const json = { 'content-type': 'application/json' };
    for (const [server, runs] of [
      [open, true],
      [enforcing, false],
    ] as const) {
      const page = await pageOf('friend', server);
      const url = `${server.url}/carried`;
      const call = (method: string) =>
        callFromPage(page, url, { method, headers: json, body: '{}' });
      expect(await call('PUT')).toMatchObject({ outcome: 'readable' });
      const before = server.ran.length;
      expect(await call('POST')).toMatchObject({ outcome: 'blocked' });
      expect(server.ran.slice(before)).toEqual(runs ? ['/carried'] : []);
      await page.close();
    }
  });
});
