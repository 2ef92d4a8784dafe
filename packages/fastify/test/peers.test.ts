import httpProxy from '@fastify/http-proxy';
import Fastify from 'fastify';
import { expect, test } from 'vitest';

import corsPlugin, { corsFrameworkErrors } from '../src/index.ts';
import { app, createServer, evil, preflight, protocolHeaders, refusedCodes } from './server.ts';

/** What other libraries get wrong; each test is named after what it protects. */

test("a route's own policy answers its preflight", async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.delete('/open', { config: { cors: { origin: '*' } } }, async () => 'gone');
  });
  const response = await preflight(server, '/open', 'DELETE', { origin: evil });
  expect(response.statusCode).toBe(204);
  expect(response.headers).toMatchObject({
    'access-control-allow-origin': '*',
    'access-control-allow-methods': 'DELETE',
  });
});

test('a route that is off refuses its preflight, so that the JSON POST is never sent', async () => {
  const server = createServer({ origin: '*' }, (each) => {
    each.post('/admin', { config: { cors: false } }, async () => 'ran');
  });
  const response = await preflight(server, '/admin', 'POST', {
    'access-control-request-headers': 'content-type',
  });
  expect(response.statusCode).toBe(403);
});

test('off for all, on for one: both the request and its preflight are answered', async () => {
  const server = createServer({ origin: false }, (each) => {
    each.get('/open', { config: { cors: { origin: [app] } } }, async () => 'x');
  });
  const get = await server.inject({ url: '/open', headers: { origin: app } });
  expect(get.headers['access-control-allow-origin']).toBe(app);
  expect((await preflight(server, '/open', 'GET')).headers['access-control-allow-origin']).toBe(
    app,
  );
});

test('levels cannot combine to everybody with credentials', async () => {
  const server = createServer({ origin: '*' }, (each) => {
    each.get('/me', { config: { cors: { credentials: true } } }, async () => 'x');
  });
  expect(await refusedCodes(server)).toEqual(['any-origin-with-credentials']);
});

test('a typo in options stops the server instead of opening it', async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.get(
      '/a',
      { config: { cors: JSON.parse('{"orign":"typo","credentials":"yes"}') as string } },
      async () => 'x',
    );
  });
  expect(await refusedCodes(server)).toEqual(['unknown-key', 'value-type']);
});

test.each([
  [
    'throws',
    () => {
      throw new Error('no database');
    },
  ],
  ['rejects', () => Promise.reject(new Error('no database'))],
])(
  'an origin function that %s denies, and is not asked by clients without Origin',
  async (_, origin) => {
    let asked = 0;
    const server = createServer(
      {
        origin: () => {
          asked += 1;
          return origin();
        },
      },
      (each) => {
        each.get('/', async () => 'ok');
      },
    );
    const plain = await server.inject({ url: '/' });
    expect([plain.statusCode, plain.body, asked]).toEqual([200, 'ok', 0]);
    const cross = await server.inject({ url: '/', headers: { origin: app } });
    expect([cross.statusCode, cross.body, asked]).toEqual([200, 'ok', 1]);
    expect(protocolHeaders(cross.headers)).toEqual({ vary: 'Origin' });
    expect((await preflight(server, '/', 'GET')).statusCode).toBe(403);
  },
);

test("a handler's own Vary is merged with ours", async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.get('/', async (_request, reply) => reply.header('Vary', 'Accept-Encoding').send('x'));
  });
  const { headers } = await server.inject({ url: '/', headers: { origin: app } });
  expect(headers['vary']).toBe('Accept-Encoding, Origin');
});

test('an OPTIONS that is no preflight is left to the application', async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.options('/dav', async (_request, reply) => reply.header('dav', '1').send('mine'));
    each.get('/dav', async () => 'x');
    each.get('/plain', async () => 'x');
  });
  const bare = await server.inject({ method: 'OPTIONS', url: '/dav' });
  expect([bare.body, bare.headers['dav']]).toEqual(['mine', '1']);
  const withOrigin = await server.inject({
    method: 'OPTIONS',
    url: '/dav',
    headers: { origin: app },
  });
  expect([withOrigin.body, withOrigin.headers['access-control-allow-origin']]).toEqual([
    'mine',
    app,
  ]);
  expect((await server.inject({ method: 'OPTIONS', url: '/plain' })).statusCode).toBe(404);
  expect((await server.inject({ method: 'OPTIONS', url: '*' })).statusCode).toBe(404);
});

test("parent and child, beside an all('*') and an OPTIONS *, boot and compose", async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.options('*', async () => 'theirs');
    each.all('/any/*', async () => 'any');
    each.register(
      async (child) => {
        child.register(corsPlugin, { maxAge: 60 });
        child.put('/a', async () => 'x');
      },
      { prefix: '/child' },
    );
  });
  const { headers } = await preflight(server, '/child/a', 'PUT');
  expect(headers).toMatchObject({
    'access-control-allow-origin': app,
    'access-control-max-age': '60',
  });
  expect(
    (await preflight(server, '/any/b', 'PATCH')).headers['access-control-allow-methods'],
  ).toContain('PATCH');
  expect((await server.inject({ method: 'OPTIONS', url: '/else' })).body).toBe('theirs');
});

test('headers are on bad URLs, over-long parameters, hijacked and raw replies, and early 401s', async () => {
  const server = createServer(
    { origin: [app] },
    (each) => {
      each.get('/param/:name', async () => 'x');
      each.get('/hijacked', (_request, reply) => {
        reply.hijack();
        reply.raw.writeHead(200, { 'Content-Type': 'text/event-stream' });
        reply.raw.end('data: 1\n\n');
      });
      each.get('/raw', (_request, reply) => {
        reply.raw.end('raw');
      });
      each.register(async (secured) => {
        secured.addHook('onRequest', async (_request, reply) => reply.code(401).send('who?'));
        secured.get('/secured', async () => 'x');
      });
    },
    { frameworkErrors: corsFrameworkErrors },
  );
  for (const [url, status] of [
    ['/%zz', 400],
    [`/param/${'x'.repeat(101)}`, 414],
    ['/hijacked', 200],
    ['/raw', 200],
    ['/secured', 401],
  ] as const) {
    const response = await server.inject({ url, headers: { origin: app } });
    expect([url, response.statusCode]).toEqual([url, status]);
    expect(protocolHeaders(response.headers)).toEqual({
      'access-control-allow-origin': app,
      vary: 'Origin',
    });
  }
});

test('a RegExp that remembers, or is not anchored, stops the server', async () => {
  const server = createServer({ origin: [/^https:\/\/app\.example$/g, /example\.com/] }, () => {});
  expect(await refusedCodes(server)).toEqual(['regexp-flags', 'regexp-unanchored']);
});

test('a denied origin gets Vary: Origin and nothing else, so a cache serves the denial to nobody', async () => {
  const server = createServer(
    { origin: () => false, credentials: true, exposedHeaders: ['etag'] },
    (each) => {
      each.get('/', async () => 'x');
    },
  );
  const { headers } = await server.inject({ url: '/', headers: { origin: evil } });
  expect(protocolHeaders(headers)).toEqual({ vary: 'Origin' });
  expect(protocolHeaders((await preflight(server, '/', 'GET')).headers)).toEqual({
    vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
  });
});

test("'*' in a list stops the server instead of matching nothing", async () => {
  expect(await refusedCodes(createServer({ origin: ['*'] }, () => {}))).toEqual([
    'origin-wildcard',
  ]);
});

test('a nested, wider policy answers its own preflights', async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.register(
      async (open) => {
        open.register(corsPlugin, { origin: '*' });
        open.put('/a', async () => 'x');
      },
      { prefix: '/open' },
    );
  });
  expect(
    (await preflight(server, '/open/a', 'PUT', { origin: evil })).headers[
      'access-control-allow-origin'
    ],
  ).toBe('*');
  expect(
    (await preflight(server, '/open/b', 'PUT', { origin: evil })).headers[
      'access-control-allow-origin'
    ],
  ).toBe('*');
  expect((await preflight(server, '/b', 'PUT', { origin: evil })).statusCode).toBe(403);
});

test('hostile header lists are refused, not worked on', async () => {
  const server = createServer({ origin: [app] }, (each) => {
    each.put('/', async () => 'x');
  });
  for (const list of [
    ','.repeat(8_000),
    ' '.repeat(8_000),
    'x,'.repeat(4_000),
    `${'\t'.repeat(4_000)}x`,
  ]) {
    const response = await preflight(server, '/', 'PUT', {
      'access-control-request-headers': list,
    });
    expect(response.statusCode).toBe(403);
  }
});

test('what a proxy copies from upstream never doubles or replaces our headers', async () => {
  const upstream = Fastify();
  upstream.get('/a', async (_request, reply) =>
    reply
      .headers({
        'access-control-allow-origin': '*',
        'access-control-allow-credentials': 'true',
        vary: 'accept',
      })
      .send('theirs'),
  );
  const address = await upstream.listen({ port: 0, host: '127.0.0.1' });
  const server = createServer({ origin: [app] }, (each) => {
    each.register(httpProxy, { upstream: address, prefix: '/proxy' });
    each.register(httpProxy, { upstream: address, prefix: '/closed', config: { cors: false } });
  });
  try {
    const asked = async (url: string, origin: string) =>
      protocolHeaders((await server.inject({ url, headers: { origin } })).headers);
    expect(await asked('/proxy/a', app)).toEqual({
      'access-control-allow-origin': app,
      vary: 'accept, Origin',
    });
    expect(await asked('/proxy/a', evil)).toEqual({ vary: 'accept, Origin' });
    expect(await asked('/closed/a', app)).toEqual({ vary: 'accept' });
  } finally {
    await Promise.all([server.close(), upstream.close()]);
  }
});
