import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';

import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import rateLimit from '@fastify/rate-limit';
import fastifyStatic from '@fastify/static';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, evil, protocolHeaders } from './server.ts';

type Handler = (request: FastifyRequest, reply: FastifyReply) => unknown;

const shared = Object.freeze({ 'Content-Type': 'text/plain', Vary: 'Accept' });

/** Every way in which a response can leave, its status, and its own `Vary`. */
const replies: readonly (readonly [
  name: string,
  handler: Handler,
  status: number,
  vary?: string,
])[] = [
  ['a value', async () => ({ ok: true }), 200],
  ['nothing', async (_request, reply) => reply.code(204).send(), 204],
  ['a stream', async (_request, reply) => reply.send(Readable.from(['a', 'b'])), 200],
  ['a web Response', async () => new Response('x', { headers: { vary: 'accept' } }), 200, 'accept'],
  ['a redirect', async (_request, reply) => reply.redirect('/else'), 302],
  ['a 304', async (_request, reply) => reply.code(304).header('etag', '"1"').send(), 304],
  [
    'a thrown error',
    async () => {
      throw new Error('meant to');
    },
    500,
  ],
  ['a 404 of its own', async (_request, reply) => reply.callNotFound(), 404],
  [
    'a Vary of its own',
    async (_request, reply) => reply.header('Vary', 'Accept, Origin').send('x'),
    200,
    'Accept, Origin',
  ],
  ['Vary: *', async (_request, reply) => reply.header('vary', '*').send('x'), 200, '*'],
  [
    'headers removed',
    async (_request, reply) =>
      reply.removeHeader('vary').removeHeader('access-control-allow-origin').send('x'),
    200,
  ],
  [
    'protocol headers of its own',
    async (_request, reply) =>
      reply
        .header('access-control-allow-origin', '*')
        .header('access-control-allow-methods', 'PUT')
        .send('x'),
    200,
  ],
  [
    'a raw writeHead',
    (_request, reply) => {
      reply.raw.writeHead(202, shared).end('x');
    },
    202,
    'Accept',
  ],
  [
    'a raw writeHead in turn',
    (_request, reply) => {
      reply.hijack();
      reply.raw.writeHead(202, 'Fine', ['ACCESS-CONTROL-ALLOW-ORIGIN', '*', 'X-A', '1']).end();
    },
    202,
  ],
  [
    'a raw head left implicit',
    (_request, reply) => {
      reply.hijack();
      reply.raw.setHeader('vary', ['Accept', 'Host']);
      reply.raw.write('x');
      reply.raw.end();
    },
    200,
    'Accept, Host',
  ],
  [
    'a raw head flushed',
    (_request, reply) => {
      reply.hijack();
      reply.raw.flushHeaders();
      reply.raw.end();
    },
    200,
  ],
];

async function declare(server: FastifyInstance): Promise<void> {
  await server.register(corsPlugin, { origin: [app], exposedHeaders: ['etag'] });
  await server.register(helmet);
  await server.register(cookie);
  await server.register(rateLimit, { global: false });
  await server.register(fastifyStatic, { root: import.meta.dirname, prefix: '/static/' });
  replies.forEach(([, handler], index) => server.get(`/${index}`, handler as never));
  server.post('/valid', { schema: { body: { type: 'object', required: ['a'] } } }, async () => 'x');
  server.get('/limited', { config: { rateLimit: { max: 0, timeWindow: 1_000 } } }, async () => 'x');
  server.register(
    async (scope) => {
      scope.setNotFoundHandler(async (_request, reply) => reply.code(404).send('mine'));
    },
    { prefix: '/scope' },
  );
}

const expected = (origin: string, vary?: string) => {
  const merged =
    vary === undefined ? 'Origin' : vary === '*' || /origin/i.test(vary) ? vary : `${vary}, Origin`;
  return {
    ...(origin === app && {
      'access-control-allow-origin': app,
      'access-control-expose-headers': 'etag',
    }),
    vary: merged,
  };
};

describe.each(['HTTP/1.1', 'inject'] as const)('over %s', (transport) => {
  const server = Fastify();
  let address = '';
  beforeAll(async () => {
    await declare(server);
    address = await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const ask = async (
    method: 'GET' | 'POST' | 'HEAD',
    url: string,
    origin: string,
    type = 'text/plain',
    body?: string,
  ) => {
    const headers = { origin, 'content-type': type };
    if (transport === 'inject') {
      const { statusCode, headers: received } = await server.inject({
        method,
        url,
        headers,
        ...(body !== undefined && { body }),
      });
      return { status: statusCode, headers: protocolHeaders(received) };
    }
    const init = {
      method,
      headers,
      redirect: 'manual' as const,
      ...(body !== undefined && { body }),
    };
    const response = await fetch(`${address}${url}`, init);
    return {
      status: response.status,
      headers: protocolHeaders(Object.fromEntries(response.headers)),
    };
  };

  test.each(replies.map((reply, index) => [reply[0], index, reply[2], reply[3]] as const))(
    '%s leaves as it was decided',
    async (_name, index, status, vary) => {
      for (const origin of [app, evil]) {
        expect(await ask('GET', `/${index}`, origin)).toEqual({
          status,
          headers: expected(origin, vary),
        });
      }
    },
  );

  test.each<
    [
      name: string,
      'GET' | 'POST' | 'HEAD',
      url: string,
      status: number,
      type?: string,
      body?: string,
    ]
  >([
    ['a body that is not valid', 'POST', '/valid', 400, 'application/json', '{}'],
    ['a body that cannot be read', 'POST', '/valid', 400, 'application/json', '{'],
    ['a media type that nobody reads', 'POST', '/valid', 415, 'text/x-none', 'x'],
    ['a route that is missing', 'GET', '/nothing', 404],
    ["a scope's own 404", 'GET', '/scope/nothing', 404],
    ['a limit that is reached', 'GET', '/limited', 429],
    ['a HEAD', 'HEAD', '/0', 200],
  ])('%s is answered with headers', async (_name, method, url, status, type, body) => {
    expect(await ask(method, url, app, type, body)).toEqual({ status, headers: expected(app) });
  });

  test('a static file has them, and keeps its own Vary', async () => {
    const { status, headers } = await ask('GET', '/static/replies.test.ts', app);
    expect([status, headers['access-control-allow-origin']]).toEqual([200, app]);
    expect(headers['vary']).toContain('Origin');
  });
});

test('what a handler shares between replies stays as it is', () => {
  expect(shared).toEqual({ 'Content-Type': 'text/plain', Vary: 'Accept' });
});

test('a hook that keeps replies for others sees no header that is for one origin', async () => {
  const server = Fastify();
  server.register(corsPlugin, { origin: [app] });
  const seen: object[] = [];
  server.addHook('onSend', async (request, reply) => {
    seen.push([protocolHeaders(reply.getHeaders()), request.corsDecision?.origin]);
  });
  server.get('/', async () => 'x');
  const { headers } = await server.inject({ url: '/', headers: { origin: app } });
  expect(protocolHeaders(headers)).toEqual({ 'access-control-allow-origin': app, vary: 'Origin' });
  expect(seen).toEqual([[{}, app]]);
});

test('a hook has the last word on how long a preflight is cached', async () => {
  const server = Fastify();
  server.register(corsPlugin, { origin: [app], cacheControl: 600 });
  server.put('/', async () => 'x');
  const preflight = { origin: app, 'access-control-request-method': 'PUT' };
  const ask = async (headers: Record<string, string>) => {
    const { statusCode, headers: received } = await server.inject({
      method: 'OPTIONS',
      url: '/',
      headers: { ...preflight, ...headers },
    });
    return [statusCode, received['cache-control']];
  };
  server.addHook('onSend', async (request, reply) => {
    if (request.headers['x-no-store'] !== undefined) reply.header('Cache-Control', 'no-store');
  });
  expect(await ask({})).toEqual([204, 'max-age=600']);
  expect(await ask({ 'x-no-store': '1' })).toEqual([204, 'no-store']);
});

test('HTTP/2 responses leave as they were decided', async () => {
  const server = Fastify({ http2: true }) as unknown as FastifyInstance;
  server.register(corsPlugin, { origin: [app] });
  server.get('/', async (_request, reply) => reply.header('vary', 'Accept').send('x'));
  server.get('/raw', (_request, reply) => {
    reply.hijack();
    reply.raw.end('x');
  });
  server.put('/', async () => 'x');
  await server.listen({ port: 0, host: '127.0.0.1' });
  const { port } = server.server.address() as AddressInfo;
  const client = connect(`http://127.0.0.1:${port}`);
  const ask = (headers: Record<string, string>) =>
    new Promise<Record<string, unknown>>((resolve, reject) => {
      const stream = client.request(headers);
      stream.once('response', (received) => {
        resolve({ status: received[':status'], ...protocolHeaders(received) });
      });
      stream.once('error', reject);
      stream.resume().end();
    });
  try {
    expect(await ask({ ':path': '/', origin: app })).toEqual({
      status: 200,
      'access-control-allow-origin': app,
      vary: 'Accept, Origin',
    });
    expect(await ask({ ':path': '/raw', origin: app })).toEqual({
      status: 200,
      'access-control-allow-origin': app,
      vary: 'Origin',
    });
    expect(
      await ask({
        ':path': '/',
        ':method': 'OPTIONS',
        origin: app,
        'access-control-request-method': 'PUT',
      }),
    ).toMatchObject({ status: 204, 'access-control-allow-methods': 'GET,HEAD,PUT' });
  } finally {
    client.destroy();
    await server.close();
  }
});
