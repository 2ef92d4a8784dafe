import {
  type IncomingMessage,
  createServer as createHttpServer,
  request as sendRequest,
} from 'node:http';
import { connect } from 'node:http2';
import type { AddressInfo } from 'node:net';
import { Writable } from 'node:stream';

import websocket from '@fastify/websocket';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { afterEach, describe, expect, test } from 'vitest';

import corsPlugin, { type CorsPluginOptions, explain } from '../src/index.ts';
import { app, evil } from './server.ts';

const options: CorsPluginOptions = {
  origin: [app],
  enforce: true,
  policies: { partner: { origin: 'https://partner.example' }, base: { maxAge: 5 } },
};
const foreign = { origin: evil, 'sec-fetch-site': 'cross-site' };

const servers: FastifyInstance[] = [];
function create(serverOptions: FastifyServerOptions = {}): FastifyInstance {
  const server = Fastify(serverOptions);
  servers.push(server);
  return server;
}
afterEach(async () => {
  // A leaked socket would keep this waiting for ever.
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function listen(server: FastifyInstance): Promise<number> {
  await server.listen({ port: 0, host: '127.0.0.1' });
  return (server.server.address() as AddressInfo).port;
}

/** The status that a WebSocket's handshake is answered with. */
function handshake(port: number, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const client = sendRequest({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        ...headers,
      },
    });
    client.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    client.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    client.once('error', reject);
    client.end();
  });
}

describe('a refused request', () => {
  test("has the shape of Fastify's own errors, and never reaches a handler, a parser or a later hook", async () => {
    const server = create();
    const ran: string[] = [];
    server.register(corsPlugin, options);
    server.register(async (inner) => {
      inner.addHook('onRequest', async () => void ran.push('hook'));
      inner.addHook('preParsing', async () => void ran.push('parser'));
      inner.post('/', async () => void ran.push('handler'));
    });
    const response = await server.inject({
      method: 'POST',
      url: '/',
      headers: { ...foreign, 'content-type': 'application/json' },
      body: '{"broken',
    });
    expect(response.statusCode).toBe(403);
    expect(response.json()).toEqual({
      statusCode: 403,
      code: 'CORS_FOREIGN_REQUEST',
      error: 'Forbidden',
      message: 'A page of another site sent this request, and this route takes none of theirs.',
    });
    expect(response.headers['vary']).toBe('Origin');
    expect(response.headers['access-control-allow-origin']).toBeUndefined();
    expect(ran).toEqual([]);
  });

  test('is seen by error handlers, and says on corsDecision and to explain why', async () => {
    const server = create();
    server.register(corsPlugin, options);
    const sentences: string[] = [];
    server.setErrorHandler(async (error: { code?: string }, request, reply) => {
      if (request.corsDecision) sentences.push(explain(request.corsDecision));
      return reply.code(418).send({ code: error.code, reason: request.corsDecision?.reason });
    });
    server.post('/', async () => 'x');
    const headers = { ...foreign, host: 'api.example' };
    const response = await server.inject({ method: 'POST', url: '/', headers });
    expect(response.statusCode).toBe(418);
    expect(response.json()).toEqual({ code: 'CORS_FOREIGN_REQUEST', reason: 'foreign-request' });
    await server.inject({
      method: 'POST',
      url: '/',
      headers: { origin: evil, host: 'api.example' },
    });
    expect(sentences).toEqual([
      expect.stringMatching(/Sec-Fetch-Site is "cross-site".*Fix: .*'origin'/),
      expect.stringMatching(/own host "api\.example".*Fix: .*'ownOrigins'/),
    ]);
  });

  test('an origin function that fails refuses too', async () => {
    const server = create();
    server.register(corsPlugin, {
      origin: async () => {
        throw new Error('no database');
      },
      enforce: true,
    });
    server.post('/', async () => 'x');
    const response = await server.inject({ method: 'POST', url: '/', headers: foreign });
    expect(response.statusCode).toBe(403);
  });

  test('the host that a trusted proxy was asked for is the own one', async () => {
    for (const [trustProxy, status] of [
      [true, 200],
      [false, 403],
    ] as const) {
      const server = create({ trustProxy });
      server.register(corsPlugin, options);
      server.post('/', async () => 'x');
      const headers = {
        origin: 'https://shop.example',
        host: 'backend.internal:3000',
        'x-forwarded-host': 'shop.example',
      };
      const response = await server.inject({ method: 'POST', url: '/', headers });
      expect(response.statusCode).toBe(status);
    }
  });

  test('corsRoutes() shows enforce and where it comes from, also where CORS is off', async () => {
    const server = create();
    server.register(corsPlugin, options);
    server.post('/admin', { config: { cors: false } }, async () => 'x');
    await server.ready();
    expect(server.corsRoutes()).toMatchObject([
      {
        path: '/admin',
        policy: { origin: false, enforce: true },
        from: { enforce: 'register(corsPlugin)', origin: 'POST /admin config.cors' },
      },
    ]);
  });

  test('over HTTP/2 as over HTTP/1', async () => {
    const server = create({ http2: true } as FastifyServerOptions);
    server.register(corsPlugin, options);
    server.post('/', async () => 'x');
    const port = await listen(server);
    const session = connect(`http://127.0.0.1:${port}`);
    const statusFor = (headers: Record<string, string>) =>
      new Promise((resolve, reject) => {
        const stream = session.request({ ':method': 'POST', ':path': '/', ...headers });
        stream.once('response', (fields) => resolve(fields[':status']));
        stream.once('error', reject);
        stream.resume().end();
      });
    try {
      expect(await statusFor(foreign)).toBe(403);
      expect(await statusFor({ origin: evil })).toBe(403);
      expect(await statusFor({ origin: `http://127.0.0.1:${port}` })).toBe(200);
      expect(await statusFor({ 'sec-fetch-site': 'same-origin', origin: 'null' })).toBe(200);
      expect(await statusFor({})).toBe(200);
    } finally {
      session.destroy();
    }
  });
});

describe('WebSockets', () => {
  const chat = async (inner: FastifyInstance) => {
    inner.get('/chat', { websocket: true }, (socket) => socket.close());
    inner.get('/free', { websocket: true, config: { cors: { enforce: false } } }, (socket) =>
      socket.close(),
    );
  };

  test.each([
    ['corsPlugin first', [corsPlugin, websocket]],
    ['websocket first', [websocket, corsPlugin]],
  ])('%s: a stranger is refused, friends come in, and no socket is left', async (_, plugins) => {
    const server = create();
    for (const plugin of plugins) {
      server.register(plugin as typeof corsPlugin, plugin === corsPlugin ? options : {});
    }
    server.register(chat);
    const port = await listen(server);
    const own = `http://127.0.0.1:${port}`;
    expect(await handshake(port, '/chat', { origin: evil })).toBe(403);
    expect(await handshake(port, '/chat', foreign)).toBe(403);
    expect(await handshake(port, '/chat', { origin: 'null' })).toBe(403);
    expect(await handshake(port, '/chat', { origin: app })).toBe(101);
    expect(await handshake(port, '/chat', { origin: own })).toBe(101);
    expect(await handshake(port, '/chat', {})).toBe(101);
    expect(await handshake(port, '/free', { origin: evil })).toBe(101);
    await expect
      .poll(
        () =>
          new Promise((resolve) => server.server.getConnections((_error, count) => resolve(count))),
      )
      .toBe(0);
  });
});

describe('isForeignRequest', () => {
  async function ask(
    register: (server: FastifyInstance) => void,
    url: string,
    headers: Record<string, string>,
    name?: string,
  ): Promise<boolean> {
    const server = create();
    register(server);
    await server.ready();
    const raw = { method: 'GET', url, headers: { host: 'api.example', ...headers } };
    return server.isForeignRequest(raw as unknown as IncomingMessage, name);
  }
  const root = (server: FastifyInstance): void => void server.register(corsPlugin, options);
  const scoped = (server: FastifyInstance): void =>
    void server.register(
      async (inner) => {
        inner.register(corsPlugin, { origin: [app] });
        inner.get('/items', async () => 'x');
      },
      { prefix: '/api' },
    );

  test.each([
    ['a stranger', root, '/socket.io/', { origin: evil }, undefined, true],
    ['a friend', root, '/socket.io/', { origin: app }, undefined, false],
    ['its own page', root, '/socket.io/', { origin: 'https://api.example' }, undefined, false],
    ['no browser', root, '/socket.io/', {}, undefined, false],
    ['a friend of another policy', root, '/', { origin: app }, 'partner', true],
    ['a named friend', root, '/', { origin: 'https://partner.example' }, 'partner', false],
    ['a name that nobody has', root, '/', { origin: app }, 'nobody', true],
    ['a name without an origin', root, '/', { origin: app }, 'base', true],
    ['below a scope', scoped, '/api/ws', { origin: app }, undefined, false],
    ['a stranger below a scope', scoped, '/api/ws', { origin: evil }, undefined, true],
    ['where no registration is', scoped, '/ws', { origin: app }, undefined, true],
  ] as const)('%s', async (_, register, url, headers, name, isForeign) => {
    expect(await ask(register, url, headers, name)).toBe(isForeign);
  });

  test.each<[name: string, policy: string | undefined, says: string]>([
    ['paths that nobody covers', undefined, 'covers "/ws/0"'],
    ['a name that nobody has', 'nobody', 'named "nobody"'],
  ])('writes a few lines a minute about %s, whoever knocks', async (_, policy, says) => {
    const lines: string[] = [];
    const stream = new Writable({
      write: (chunk, _encoding, done) => {
        lines.push((JSON.parse(String(chunk)) as { msg: string }).msg);
        done();
      },
    });
    const server = create({ logger: { level: 'error', stream } });
    scoped(server);
    await server.ready();
    for (let index = 0; index < 500; index += 1) {
      const url = `/ws/${index}${'x'.repeat(index === 0 ? 0 : 5000)}?token=secret`;
      const raw = { method: 'GET', url, headers: { host: 'api.example' } };
      expect(await server.isForeignRequest(raw as unknown as IncomingMessage, policy)).toBe(true);
    }
    expect(lines).toHaveLength(20);
    expect(lines[0]).toContain(says);
    expect(lines.join('')).not.toContain('secret');
    expect(lines.join('').length).toBeLessThan(20 * 500);
  });

  test('keeps the door of a raw upgrade listener', async () => {
    const server = create({
      serverFactory: (handler) => {
        const http = createHttpServer(handler);
        http.on('upgrade', (request, socket) => {
          void server.isForeignRequest(request).then((isForeign) => {
            const status = isForeign ? '403 Forbidden' : '101 Switching Protocols';
            socket.end(
              `HTTP/1.1 ${status}\r\nConnection: ${isForeign ? 'close' : 'upgrade'}\r\nUpgrade: websocket\r\n\r\n`,
            );
          });
        });
        return http;
      },
    });
    server.register(corsPlugin, options);
    const port = await listen(server);
    expect(await handshake(port, '/raw', { origin: evil })).toBe(403);
    expect(await handshake(port, '/raw', { origin: app })).toBe(101);
  });
});
