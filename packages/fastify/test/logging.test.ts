import { Writable } from 'node:stream';

import Fastify, { type FastifyBaseLogger } from 'fastify';
import { describe, expect, test } from 'vitest';

import corsPlugin, { type CorsPluginOptions, corsFrameworkErrors, explain } from '../src/index.ts';
import { app, evil, preflight } from './server.ts';

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly cors?: { readonly reason: string; readonly origin: string };
  readonly err?: { readonly message: string };
}

/** A server that keeps what it logs of CORS. */
function createLogged(
  level: string,
  origin: (asked: string) => boolean = (asked) => asked === app,
) {
  const lines: Line[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Line);
      done();
    },
  });
  const server = Fastify({ logger: { level, stream } });
  server.register(corsPlugin, { origin });
  server.get('/', async () => 'x');
  return { server, lines: () => lines.filter((line) => line.cors !== undefined) };
}

test('a denial is one warning with its route, reason and fix, then a debug line each', async () => {
  const { server, lines } = createLogged('debug');
  await server.inject({ url: '/', headers: { origin: app } });
  await server.inject({ url: '/' });
  await preflight(server, '/', 'GET');
  expect(lines()).toEqual([]);
  const ask = () => server.inject({ url: '/?a=1', headers: { origin: evil } });
  await ask();
  await preflight(server, '/', 'GET', { origin: evil });
  await server.inject({ method: 'PUT', url: '/missing', headers: { origin: evil } });
  await ask();
  const cors = { route: 'GET /', reason: 'origin-function-denied', origin: evil, isShadow: false };
  expect(lines()).toMatchObject([
    { level: 40, cors, msg: expect.stringContaining('Fix: ') as unknown },
    // The preflight asks about the same route for the same page.
    { level: 20, cors },
    { level: 40, cors: { ...cors, route: 'PUT (no route)' } },
    { level: 20, cors },
  ]);
});

test('what was counted is summed up when the server closes', async () => {
  const { server, lines } = createLogged('info');
  for (let index = 0; index < 5; index += 1) {
    await server.inject({ url: '/', headers: { origin: evil } });
  }
  expect(lines()).toHaveLength(1);
  await server.close();
  expect(lines().slice(1)).toMatchObject([
    {
      level: 40,
      cors: { total: 4, denials: [{ route: 'GET /', origin: evil, count: 4 }] },
      msg: expect.stringMatching(/^CORS denied 4 more requests .*4 × GET \/ from/) as unknown,
    },
  ]);
});

test('an allowed request is written nowhere, at any level', async () => {
  const { server, lines } = createLogged('trace');
  await server.inject({ url: '/', headers: { origin: app } });
  await preflight(server, '/', 'GET');
  await server.close();
  expect(lines()).toEqual([]);
});

test('an origin function that fails is an error line with what it threw, at every level', async () => {
  const { server, lines } = createLogged('error', () => {
    throw new Error('no database');
  });
  await server.inject({ url: '/', headers: { origin: app } });
  expect(lines()).toMatchObject([
    { level: 50, cors: { reason: 'origin-function-failed' }, err: { message: 'no database' } },
  ]);
});

test('warnings of boot are logged once, with their place and fix', async () => {
  const lines: Line[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Line);
      done();
    },
  });
  const server = Fastify({ logger: { level: 'warn', stream } });
  server.register(corsPlugin, { origin: [app], maxAge: 60 });
  server.put('/a', { config: { cors: { allowedHeaders: ['x-a'] } } }, async () => 'x');
  server.delete('/a', async () => 'x');
  await server.ready();
  expect(lines.map(({ msg }) => msg)).toEqual([
    expect.stringMatching(/^\[headers-carried-over\] \/a\n.*\n {2}Fix: /),
  ]);
});

test('a handler sees the decision, and can explain it', async () => {
  const server = Fastify();
  server.register(corsPlugin, { origin: [app] });
  server.get(
    '/',
    async ({ corsDecision }) => corsDecision && [corsDecision.reason, explain(corsDecision)],
  );
  const { body } = await server.inject({ url: '/', headers: { origin: evil } });
  expect(JSON.parse(body)).toEqual(['origin-not-matched', expect.stringContaining(evil)]);
});

test('corsRoutes asked too early says what to wait for', async () => {
  const server = Fastify();
  await server.register(corsPlugin);
  expect(() => server.corsRoutes()).toThrow('await app.ready()');
  await server.ready();
  expect(server.corsRoutes()).toEqual([]);
});

describe.each<[string, CorsPluginOptions]>([
  ['a list', { origin: [app] }],
  ['an asynchronous origin function', { origin: async () => false }],
])('a logger that throws after %s has answered', (_, options) => {
  const loggerInstance = {
    ...Object.fromEntries(
      ['fatal', 'error', 'debug', 'info', 'trace', 'silent'].map((level) => [level, () => {}]),
    ),
    level: 'debug',
    isLevelEnabled: () => true,
    warn: (line: object) => {
      if (typeof line === 'object' && 'cors' in line) throw new Error('disk full');
    },
    child: () => loggerInstance,
  } as unknown as FastifyBaseLogger;

  test.each([
    ['GET', '/', 500, 'disk full'],
    ['OPTIONS', '/', 500, 'disk full'],
    ['GET', '/%zz', 400, 'is not a valid url component'],
    ['OPTIONS', '/%zz', 400, 'is not a valid url component'],
  ] as const)('leaves no %s of %s without an answer', async (method, url, status, text) => {
    const server = Fastify({ loggerInstance, frameworkErrors: corsFrameworkErrors });
    server.register(corsPlugin, options);
    server.get('/', async () => 'x');
    const headers = { origin: evil, 'access-control-request-method': 'GET' };
    const answer = await server.inject({ method, url, headers });
    expect([answer.statusCode, answer.body]).toEqual([status, expect.stringContaining(text)]);
    expect(answer.headers).not.toHaveProperty('access-control-allow-origin');
  });
});
