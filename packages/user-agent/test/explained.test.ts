import { channel } from 'node:diagnostics_channel';

import corsPlugin from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { beforeAll, describe, expect, test } from 'vitest';

import { type Transport, createUserAgent, formatTrace } from '../src/index.ts';
import { injectTransport, serverTransport } from '../src/node/index.ts';

const app = 'https://app.example';

const ways: readonly (readonly [string, (server: FastifyInstance) => Transport])[] = [
  ['injectTransport', (server) => injectTransport(server)],
  ['serverTransport', (server) => serverTransport(server.server)],
];

describe.each(ways)('%s', (_, way) => {
  const server = Fastify();
  beforeAll(async () => {
    server.register(corsPlugin, { origin: [app], allowedHeaders: ['content-type'] });
    server.get('/items', async () => 'x');
    server.put('/items', async () => 'x');
    server.post('/admin', { config: { cors: false } }, async () => 'x');
    await server.ready();
  });
  const attempt = async (path: string, init: RequestInit, origin = app) => {
    const agent = createUserAgent({ origin, transport: way(server) });
    return (await agent.attempt(`https://api.example${path}`, init)).trace;
  };

  test.each<[string, string, RequestInit, string, string]>([
    ['CORS is off', '/admin', { method: 'POST' }, app, 'CORS is off for this route'],
    [
      'a header is denied',
      '/items',
      { method: 'PUT', headers: { 'x-secret': '1' } },
      app,
      'wants to send the request header "x-secret"',
    ],
    ['an origin is denied', '/items?a=1', {}, 'https://evil.example', "is not among the policy's"],
  ])('prints why: %s', async (_name, path, init, origin, words) => {
    const trace = await attempt(path, init, origin);
    expect(trace.outcome).toBe('blocked');
    const { explanation } = trace.steps.flatMap(({ exchange }) => exchange ?? []).at(-1) ?? {};
    expect(explanation).toContain(words);
    expect(formatTrace(trace)).toContain(`the server says: ${explanation}`);
  });

  test('says nothing of what was allowed, and of nobody else', async () => {
    const [allowed] = await Promise.all([
      attempt('/items', {}),
      attempt('/items', {}, 'https://evil.example'),
      attempt('/admin', { method: 'POST' }),
    ]);
    expect(formatTrace(allowed)).not.toContain('the server says');
  });

  test('listens only while it asks', async () => {
    await attempt('/items', {}, 'https://evil.example');
    expect(channel('routecors:decision').hasSubscribers).toBe(false);
  });
});
