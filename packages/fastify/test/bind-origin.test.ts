import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';

import corsPlugin, { type CorsPluginOptions } from '../src/index.ts';
import { app, evil, preflight, refusedCodes } from './server.ts';

declare module 'fastify' {
  interface FastifyInstance {
    tenantOrigins?: readonly string[];
  }
}

const seen: unknown[] = [];

/** As people know it from @fastify/cors: a `function` that reaches the instance. */
function isTenant(this: FastifyInstance, origin: string): boolean {
  seen.push(this);
  return this.tenantOrigins?.includes(origin) ?? false;
}

const places: readonly (readonly [string, CorsPluginOptions, NonNullable<object | string>])[] = [
  ['of the registration', { origin: isTenant }, {}],
  ['of a named policy', { origin: [evil], policies: { tenants: { origin: isTenant } } }, 'tenants'],
  ['of a route', { origin: [evil] }, { origin: isTenant, maxAge: 5 }],
];

describe.each(places)('an origin function %s', (_place, options, cors) => {
  test('has the instance that the plugin is registered in for this', async () => {
    const server = Fastify();
    let scope: FastifyInstance | undefined;
    server.register(
      async (inner) => {
        scope = inner;
        inner.decorate('tenantOrigins', [app]);
        await inner.register(corsPlugin, options);
        // A scope further inside: its routes are under the same registration.
        inner.register(async (deeper) => {
          const config =
            Object.keys(cors).length > 0 ? { config: { cors: cors as 'tenants' } } : {};
          deeper.put('/a', config, async () => 'ok');
        });
      },
      { prefix: '/scope' },
    );
    seen.length = 0;
    const own = await server.inject({ method: 'PUT', url: '/scope/a', headers: { origin: app } });
    const asked = await preflight(server, '/scope/a', 'PUT');
    const denied = await preflight(server, '/scope/a', 'PUT', { origin: evil });
    await server.close();
    expect(own.headers['access-control-allow-origin']).toBe(app);
    expect(asked.headers['access-control-allow-origin']).toBe(app);
    expect(denied.statusCode).toBe(403);
    expect(seen.every((each) => each === scope)).toBe(true);
    expect(seen).toHaveLength(3);
  });
});

test('is one policy on all routes of a registration, printed under its own name', async () => {
  const server = Fastify();
  server.register(corsPlugin, { origin: isTenant });
  server.after(() => {
    server.get('/a', { config: { cors: { origin: isTenant } } }, async () => 'ok');
    server.register(async (inner) => {
      inner.put('/a', { config: { cors: { origin: isTenant } } }, async () => 'ok');
    });
    server.decorate('tenantOrigins', [app]);
  });
  const asked = await preflight(server, '/a', 'PUT');
  const routes = server.corsRoutes();
  await server.close();
  expect(asked.headers['access-control-allow-methods']).toBe('GET,HEAD,PUT');
  expect(routes.map(({ policy }) => policy?.origin)).toEqual(
    Array.from({ length: 3 }, () => '[function isTenant]'),
  );
});

test.each([
  [
    'options behind a getter',
    Object.create({
      get origin() {
        return isTenant;
      },
    }),
    'options-type',
  ],
  [
    'policies in a Map',
    { origin: [app], policies: new Map([['a', { origin: isTenant }]]) },
    'value-type',
  ],
])('%s are refused as ever', async (_name, options, code) => {
  const server = Fastify();
  server.register(corsPlugin, options as CorsPluginOptions);
  expect(await refusedCodes(server)).toEqual([code]);
});
