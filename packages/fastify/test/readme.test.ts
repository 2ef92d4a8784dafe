import helmet from '@fastify/helmet';
import httpProxy from '@fastify/http-proxy';
import rateLimit from '@fastify/rate-limit';
import Fastify from 'fastify';
import { expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, preflight, protocolHeaders } from './server.ts';

/** What the README says of other plugins. */

test('an upstream with CORS of its own is left alone outside the registration', async () => {
  const theirs = { 'access-control-allow-origin': '*', 'access-control-allow-methods': 'PURGE' };
  const upstream = Fastify();
  upstream.all('/*', async (_request, reply) => reply.headers(theirs).send('theirs'));
  const address = await upstream.listen({ port: 0, host: '127.0.0.1' });
  const server = Fastify();
  server.register(async (api) => {
    api.register(corsPlugin, { origin: [app] });
    api.get('/me', async () => 'x');
  });
  server.register(httpProxy, { upstream: address, prefix: '/upstream' });
  try {
    const get = async (url: string) => await server.inject({ url, headers: { origin: app } });
    expect(protocolHeaders((await get('/upstream/a')).headers)).toEqual(theirs);
    const asked = await preflight(server, '/upstream/a', 'PUT');
    expect([asked.body, protocolHeaders(asked.headers)]).toEqual(['theirs', theirs]);
    expect((await get('/me')).headers['access-control-allow-origin']).toBe(app);
    expect((await preflight(server, '/me', 'GET')).statusCode).toBe(204);
  } finally {
    await Promise.all([server.close(), upstream.close()]);
  }
});

test("helmet's Cross-Origin-Resource-Policy is same-origin, and a route can widen it", async () => {
  const server = Fastify();
  server.register(corsPlugin, { origin: '*' });
  await server.register(helmet);
  const wide = { helmet: { crossOriginResourcePolicy: { policy: 'cross-origin' } } } as const;
  server.get('/plain', async () => 'x');
  server.get('/public', wide, async () => 'x');
  const policy = async (url: string) =>
    (await server.inject(url)).headers['cross-origin-resource-policy'];
  expect([await policy('/plain'), await policy('/public')]).toEqual([
    'same-origin',
    'cross-origin',
  ]);
});

test('a page can read when to come back, if that is exposed', async () => {
  const exposedHeaders = [
    'retry-after',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ];
  const server = Fastify();
  server.register(corsPlugin, { origin: [app], exposedHeaders });
  await server.register(rateLimit, { max: 0 });
  server.get('/', async () => 'x');
  const { statusCode, headers } = await server.inject({ url: '/', headers: { origin: app } });
  expect(statusCode).toBe(429);
  expect(Object.keys(headers)).toEqual(expect.arrayContaining(exposedHeaders));
  expect(headers['access-control-expose-headers']).toBe(exposedHeaders.join(','));
});
