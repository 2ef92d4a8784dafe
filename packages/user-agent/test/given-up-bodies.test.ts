import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { setTimeout as wait } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';

import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { type Transport, createUserAgent } from '../src/index.ts';
import {
  createHttpTransport,
  injectTransport,
  nestTransport,
  serverTransport,
} from '../src/node/index.ts';

/** Bodies that a browser gives up when it blocks: each ends, or fails, in a way of its own. */
const bodies = {
  empty: () => '',
  text: () => 'x',
  json: () => ({ a: 1 }),
  large: () => 'x'.repeat(1_000_000),
  gzip: () => gzipSync('x'.repeat(1_000_000)),
  stream: () => Readable.from(Array.from({ length: 100 }, () => 'x'.repeat(10_000))),
  endless: () => Readable.from(forever()),
  failing: () => Readable.from(failLate()),
} as const;

async function* forever(): AsyncGenerator<string> {
  for (;;) {
    yield 'x'.repeat(10_000);
    await wait(1);
  }
}

async function* failLate(): AsyncGenerator<string> {
  yield 'x';
  await wait(5);
  throw new Error('the disk is gone');
}

function createApp(): FastifyInstance {
  const app = Fastify({ forceCloseConnections: true });
  for (const [name, make] of Object.entries(bodies)) {
    app.get(`/${name}`, (_request, reply) => {
      if (name === 'gzip') reply.header('content-encoding', 'gzip');
      return reply.send(make());
    });
  }
  return app;
}

const ways: readonly (readonly [string, (app: FastifyInstance) => Transport])[] = [
  ['injectTransport', (app) => injectTransport(app)],
  ['serverTransport', (app) => serverTransport(app.server)],
  [
    'nestTransport',
    (app) =>
      nestTransport({
        init: async () => undefined,
        getHttpServer: () => app.server,
        getHttpAdapter: () => ({ getInstance: () => app }),
      }),
  ],
  ['createHttpTransport', () => createHttpTransport()],
];

const uncaught: unknown[] = [];
const note = (error: unknown): void => void uncaught.push(error);
let app: FastifyInstance;
beforeEach(async () => {
  uncaught.length = 0;
  process.on('uncaughtExceptionMonitor', note);
  app = createApp();
  await app.listen({ port: 0, host: '127.0.0.1' });
});
afterEach(async () => {
  await app.close();
  process.off('uncaughtExceptionMonitor', note);
});

describe.each(ways)('%s', (_name, way) => {
  test.each(Object.keys(bodies))('gives up a blocked response with a body: %s', async (name) => {
    const { port } = app.server.address() as AddressInfo;
    const agent = createUserAgent({ origin: 'https://app.example', transport: way(app) });
    const { trace } = await agent.attempt(`http://127.0.0.1:${port}/${name}`);
    expect(trace.failed?.step).toBe('cors-check');
    // What nobody can catch comes a few turns later.
    await wait(20);
    expect(uncaught).toEqual([]);
  });

  test('lets a page stop reading half-way', async () => {
    const { port } = app.server.address() as AddressInfo;
    const origin = `http://127.0.0.1:${port}`;
    const agent = createUserAgent({ origin, transport: way(app) });
    const reader = (await agent.fetch(`${origin}/endless`)).body?.getReader();
    expect((await reader?.read())?.done).toBe(false);
    await reader?.cancel();
    await wait(20);
    expect(uncaught).toEqual([]);
  });
});

test('a connection that breaks is an error of the body, and no other', async () => {
  const server = createServer((_request, response) => {
    response.writeHead(200, { 'access-control-allow-origin': '*', 'content-length': '100' });
    response.write('half');
    setImmediate(() => response.destroy());
  });
  const agent = createUserAgent({
    origin: 'https://app.example',
    transport: serverTransport(server),
  });
  const response = await agent.fetch('https://api.example/');
  await expect(response.text()).rejects.toThrow(TypeError);
  await wait(20);
  expect(uncaught).toEqual([]);
});
