import { type Server, createServer } from 'node:http';
import net from 'node:net';

import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type Transport, createUserAgent } from '../src/index.ts';
import { injectTransport, nestTransport, serverTransport } from '../src/node/index.ts';
import { page } from './support/scripted.ts';

function fastifyApp(): FastifyInstance {
  const app = Fastify();
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', ['*']);
    reply.header('access-control-expose-headers', '*');
  });
  app.get('/double', async (_request, reply) => reply.header('x-a', ['1', '2']).send('double'));
  app.post('/echo', (request, reply) =>
    reply.send({
      body: request.body,
      host: request.host,
      protocol: request.protocol,
    }),
  );
  app.get('/slow', () => new Promise(() => undefined));
  app.get('/hijack', (_request, reply) => {
    reply.hijack();
    reply.raw.writeHead(299, 'Raw', { 'access-control-allow-origin': '*' }).end('raw');
  });
  return app;
}

function expressLike(): Server {
  return createServer((request, response) => {
    response.setHeader('access-control-allow-origin', '*');
    response.end(`${request.method ?? ''} ${request.url ?? ''} ${request.headers.host ?? ''}`);
  });
}

/** Every way into the same application. */
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
];

let connects: ReturnType<typeof vi.spyOn>;
beforeEach(() => {
  connects = vi.spyOn(net.Socket.prototype, 'connect');
});
afterEach(() => {
  expect(connects).not.toHaveBeenCalled();
  connects.mockRestore();
});

describe.each(ways)('%s', (_name, way) => {
  const browser = async (limits = {}) => {
    const app = fastifyApp();
    await app.ready();
    return createUserAgent({ origin: page, transport: way(app), limits });
  };

  test('carries bodies, and opens no socket', async () => {
    const agent = await browser();
    const response = await agent.fetch('https://api.example/echo', {
      method: 'POST',
      body: 'text',
    });
    expect(await response.json()).toMatchObject({ body: 'text', host: 'api.example' });
  });

  test('keeps repeated lines apart', async () => {
    const agent = await browser();
    const { trace, response } = await agent.attempt('https://api.example/double');
    expect(await response?.text()).toBe('double');
    const lines = trace.steps.flatMap((step) => step.exchange?.response?.headers ?? []);
    expect(lines.filter(([name]) => name === 'x-a')).toEqual([
      ['x-a', '1'],
      ['x-a', '2'],
    ]);
  });

  test('sees raw replies', async () => {
    const response = await (await browser()).fetch('https://api.example/hijack');
    expect([response.status, await response.text()]).toEqual([299, 'raw']);
  });

  test('does not turn patch into PATCH: the parser refuses it', async () => {
    const agent = await browser();
    const { trace } = await agent.attempt(`${page}/echo`, { method: 'patch' });
    const statuses = trace.steps.flatMap((step) => step.exchange?.response?.status ?? []);
    expect(statuses).toEqual([400]);
  });

  test('gives up in time', async () => {
    const agent = await browser({ time: 100 });
    const { trace } = await agent.attempt('https://api.example/slow');
    expect(trace.failed?.code).toBe('timeout');
  });

  test('carries many at once', async () => {
    const agent = await browser();
    const texts = await Promise.all(
      Array.from({ length: 50 }, async () =>
        (await agent.fetch('https://api.example/double')).text(),
      ),
    );
    expect(new Set(texts)).toEqual(new Set(['double']));
  });
});

describe('serverTransport', () => {
  test('takes any http.Server that does not listen', async () => {
    const agent = createUserAgent({ origin: page, transport: serverTransport(expressLike()) });
    const response = await agent.fetch('https://api.example:8443/a?b');
    expect(await response.text()).toBe('GET /a?b api.example:8443');
  });

  test('tells the application of TLS', async () => {
    const app = fastifyApp();
    await app.ready();
    const agent = createUserAgent({
      origin: 'http://localhost',
      transport: serverTransport(app.server),
    });
    const protocol = async (url: string): Promise<unknown> =>
      (
        (await (await agent.fetch(url, { method: 'POST', body: '' })).json()) as {
          protocol: unknown;
        }
      ).protocol;
    expect(await protocol('https://api.example/echo')).toBe('https');
    expect(await protocol('http://localhost:81/echo')).toBe('http');
  });

  test('carries a body of a megabyte both ways', async () => {
    const server = createServer((request, response) => {
      request.pipe(response);
    });
    const agent = createUserAgent({ origin: page, transport: serverTransport(server) });
    const body = 'x'.repeat(1_000_000);
    expect(await (await agent.fetch('/', { method: 'POST', body })).text()).toBe(body);
  });
});
