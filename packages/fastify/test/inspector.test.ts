import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, describe, expect, test, vi } from 'vitest';

import corsPlugin from '../src/index.ts';
import { type CorsInspectorOptions, corsInspector } from '../src/inspector/index.ts';
import { app, evil } from './server.ts';

const servers: FastifyInstance[] = [];

function createInspected(options: CorsInspectorOptions = {}): FastifyInstance {
  const server = Fastify();
  servers.push(server);
  server.register(corsPlugin, { origin: '*', policies: { app: { origin: [app], maxAge: 60 } } });
  server.put('/items/:id', { config: { cors: 'app' } }, async () => 'ok');
  server.register(corsInspector, { prefix: '/inspector', ...options });
  return server;
}

afterEach(async () => {
  vi.unstubAllEnvs();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

const whereToLook = ['/inspector', '/inspector/', '/inspector/data'];

describe('who gets in', () => {
  test.each(whereToLook)('this machine: %s', async (url) => {
    expect((await createInspected().inject(url)).statusCode).toBe(200);
  });

  test.each<[name: string, request: { remoteAddress?: string; headers?: Record<string, string> }]>([
    ['another machine', { remoteAddress: '192.0.2.1' }],
    ['another machine by IPv6', { remoteAddress: '2001:db8::1' }],
    ...[
      'forwarded',
      'via',
      'x-forwarded-for',
      'x-forwarded-host',
      'x-forwarded-proto',
      'x-real-ip',
      'cf-connecting-ip',
    ].map((name): [string, { headers: Record<string, string> }] => [
      `whoever comes through a proxy of this machine, which adds ${name}`,
      { headers: { [name]: '192.0.2.1' } },
    ]),
    ['a name that leads here', { headers: { host: 'rebound.example' } }],
    ["a page of another site, though the policy is '*'", { headers: { origin: evil } }],
    ['a page of another site without Origin', { headers: { 'sec-fetch-site': 'cross-site' } }],
    ['a page of another port', { headers: { 'sec-fetch-site': 'same-site' } }],
  ])('not %s', async (_name, request) => {
    const server = createInspected();
    for (const url of whereToLook) {
      expect((await server.inject({ url, ...request })).statusCode).toBe(404);
    }
    const ask = await server.inject({
      method: 'POST',
      url: '/inspector/ask',
      body: {},
      ...request,
    });
    expect(ask.statusCode).toBe(404);
  });

  test.each<[answer: unknown, status: number]>([
    [true, 200],
    [Promise.resolve(true), 200],
    [false, 404],
    [undefined, 404],
    [1, 404],
    ['true', 404],
  ])('whom the guard answers %s', async (answer, status) => {
    const server = createInspected({ guard: () => answer as boolean });
    const response = await server.inject({ url: '/inspector', remoteAddress: '192.0.2.1' });
    expect(response.statusCode).toBe(status);
  });

  test('nobody in production without a guard: the server does not start', async () => {
    vi.stubEnv('NODE_ENV', 'production');
    await expect(createInspected().ready()).rejects.toThrow(/NODE_ENV is "production".*guard:/);
    await expect(createInspected({ guard: () => false }).ready()).resolves.toBeDefined();
  });

  test('nobody where the guard is none, or the plugin is missing', async () => {
    await expect(createInspected({ guard: true as never }).ready()).rejects.toThrow(
      /guard is true/,
    );
    const server = Fastify();
    servers.push(server);
    server.register(corsInspector);
    await expect(server.ready()).rejects.toThrow(/no policies to show.*corsPlugin/);
  });
});

test('loads nothing from elsewhere, and runs nothing that is not its own', async () => {
  const { headers, body } = await createInspected().inject('/inspector');
  expect(headers['content-security-policy']).toMatch(
    /^default-src 'none'; script-src 'sha256-[\w+/=]{44}'; style-src 'sha256-[\w+/=]{44}'; connect-src 'self'; /,
  );
  expect(body).not.toMatch(/(?:src|href)=|url\(|@import|innerHTML/);
});

test('shows routes with the place of each option, counts, and denials with the fix', async () => {
  const server = createInspected();
  await server.ready();
  const headers = { origin: app, 'access-control-request-method': 'PUT' };
  for (let times = 0; times < 3; times += 1) {
    await server.inject({ method: 'OPTIONS', url: '/items/1', headers });
    await server.inject({ method: 'PUT', url: '/items/1', headers: { origin: evil } });
  }
  const data = (await server.inject('/inspector/data')).json();
  expect(data).toMatchObject({
    routes: [
      {
        method: 'PUT',
        path: '/items/:id',
        policy: { origin: [app], maxAge: 60 },
        from: { maxAge: expect.stringContaining('policies') as unknown },
      },
    ],
    counts: { 'PUT /items/:id': { decisions: 6, preflights: 3, repeated: 2 } },
    denials: [
      {
        route: 'PUT /items/:id',
        origin: evil,
        reason: 'origin-not-matched',
        sentence: expect.stringContaining('Fix:') as unknown,
        count: 3,
      },
    ],
    lists: [],
    canAsk: false,
  });
});

test('shows nothing of other servers in the process', async () => {
  const server = createInspected();
  const other = Fastify();
  servers.push(other);
  other.register(corsPlugin, { origin: [app] });
  other.put('/items/:id', async () => 'ok');
  other.get('/secret', async () => 'ok');
  await Promise.all([server.ready(), other.ready()]);
  for (const [method, url] of [
    ['PUT', '/items/1'],
    ['GET', '/secret'],
  ] as const) {
    await other.inject({ method, url, headers: { origin: evil } });
  }
  await server.inject({ method: 'PUT', url: '/items/1', headers: { origin: app } });
  const data = (await server.inject('/inspector/data')).json();
  expect(data).toMatchObject({ denials: [], counts: { 'PUT /items/:id': { decisions: 1 } } });
  expect(Object.keys((data as { counts: object }).counts)).toHaveLength(1);
});

test.each(['/inspector', '/inspector/data'])('is kept by nobody: %s', async (url) => {
  expect((await createInspected().inject(url)).headers).toMatchObject({
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
});

test.each<[name: string, origin: string]>([
  ['many in one', 'a,'.repeat(3_500)],
  ['no scheme', 'a'.repeat(7_000)],
])('keeps little of what a stranger sends: %s', async (_, origin) => {
  const server = createInspected();
  await server.ready();
  for (let index = 0; index < 100; index += 1) {
    const headers = { origin: `${index},${origin}` };
    await server.inject({ method: 'PUT', url: `/items/${'x'.repeat(80)}`, headers });
  }
  const { denials } = (await server.inject('/inspector/data')).json<{ denials: unknown[] }>();
  expect(denials).toHaveLength(100);
  expect(JSON.stringify(denials).length).toBeLessThan(100 * 1_000);
});

test('keeps no more denials than it shows, whoever asks', async () => {
  const server = createInspected();
  await server.ready();
  for (let index = 0; index < 150; index += 1) {
    const origin = `https://${index}.example`;
    await server.inject({ method: 'PUT', url: '/items/1', headers: { origin } });
  }
  const { denials } = (await server.inject('/inspector/data')).json<{
    denials: { origin: string }[];
  }>();
  expect(denials).toHaveLength(100);
  expect(denials[0]?.origin).toBe('https://149.example');
});

test('asks with the agent that it was given', async () => {
  const asked: unknown[] = [];
  const server = createInspected({
    agent: (origin) => ({
      attempt: async (url, init) => {
        asked.push({ origin, url, ...init });
        return { trace: { outcome: 'readable', steps: [] } };
      },
    }),
  });
  const question = {
    origin: app,
    method: 'PUT',
    path: '/items/1',
    headers: 'x-a: b; x-c:d',
    credentials: true,
  };
  const answer = await server.inject({
    method: 'POST',
    url: '/inspector/ask',
    body: question,
    headers: { origin: 'http://localhost:80' },
  });
  const { denials } = (await server.inject('/inspector/data')).json<{ denials: unknown[] }>();
  expect(denials).toEqual([]);
  expect(answer.json()).toEqual({ outcome: 'readable', steps: [] });
  expect(asked).toEqual([
    {
      origin: app,
      url: 'http://localhost:80/items/1',
      method: 'PUT',
      headers: { 'x-a': 'b', 'x-c': 'd' },
      credentials: 'include',
    },
  ]);
  const elsewhere = await server.inject({
    method: 'POST',
    url: '/inspector/ask',
    body: { ...question, path: '@evil.example/' },
  });
  expect(elsewhere.statusCode).toBe(400);
});
