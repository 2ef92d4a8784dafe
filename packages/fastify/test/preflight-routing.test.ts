import fc from 'fast-check';
import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { describe, expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, preflight, refusedCodes } from './server.ts';

/** Each route's origin is named after the route, so an answer tells whose policy it is. */
const originOf = (name: string): string => `https://${name}.example`;

interface Route {
  readonly method: string;
  readonly url: string;
  readonly name: string;
  readonly constraints?: Record<string, unknown>;
}

function serverOf(routes: readonly Route[], options: FastifyServerOptions = {}): FastifyInstance {
  const server = Fastify(options);
  server.register(corsPlugin, { origin: [originOf('scope')] });
  for (const { method, url, name, constraints } of routes) {
    server.route({
      method,
      url,
      ...(constraints && { constraints }),
      config: { cors: { origin: [originOf(name)] } },
      handler: async () => name,
    });
  }
  return server;
}

const overlapping: readonly Route[] = [
  { method: 'GET', url: '/items/:id', name: 'get-any' },
  { method: 'PUT', url: '/items/:id', name: 'put-any' },
  { method: 'PUT', url: '/items/special', name: 'put-special' },
  { method: 'PUT', url: '/files/*', name: 'put-file' },
  { method: 'PUT', url: '/at/:hour(^\\d{2})h:minute(^\\d{2})m', name: 'put-time' },
  { method: 'PUT', url: '/caf%C3%A9', name: 'put-encoded' },
  { method: 'PUT', url: '/near/:lat-:lng', name: 'put-near' },
];

describe('the preflight is answered as the route would that the request reaches', () => {
  test.each<[options: FastifyServerOptions, url: string, method: string, name: string]>([
    [{}, '/items/1', 'GET', 'get-any'],
    [{}, '/items/1', 'HEAD', 'get-any'],
    [{}, '/items/1?query=/items/special', 'PUT', 'put-any'],
    [{}, '/items/special', 'PUT', 'put-special'],
    [{}, '/items/speci%61l', 'PUT', 'put-special'],
    [{}, '/items/special', 'GET', 'get-any'],
    [{}, '/files/a/b/c', 'PUT', 'put-file'],
    [{}, '/at/12h30m', 'PUT', 'put-time'],
    [{}, '/near/1-2', 'PUT', 'put-near'],
    [{}, '/at/noon', 'PUT', 'scope'],
    [{}, '/items/1/', 'PUT', 'scope'],
    [{}, '/ITEMS/1', 'PUT', 'scope'],
    [{}, '/items/1', 'DELETE', 'scope'],
    [{ routerOptions: { ignoreTrailingSlash: true } }, '/items/1/', 'PUT', 'put-any'],
    [{ routerOptions: { caseSensitive: false } }, '/ITEMS/special', 'PUT', 'put-special'],
    [{ routerOptions: { ignoreDuplicateSlashes: true } }, '//items//1', 'PUT', 'put-any'],
    [{ rewriteUrl: ({ url = '' }) => url.replace('/old', '/items') }, '/old/1', 'PUT', 'put-any'],
    [{ exposeHeadRoutes: false }, '/items/1', 'HEAD', 'scope'],
  ])('%j %s %s is for %s', async (options, url, method, name) => {
    const server = serverOf(overlapping, options);
    const response = await preflight(server, url, method, { origin: originOf(name) });
    expect(response.statusCode).toBe(204);
    expect(response.headers['access-control-allow-origin']).toBe(originOf(name));
  });

  test('by host, exact or RegExp', async () => {
    const server = serverOf([
      { method: 'PUT', url: '/', name: 'one', constraints: { host: 'one.example' } },
      { method: 'PUT', url: '/', name: 'tenant', constraints: { host: /^.+\.tenants\.example$/ } },
      { method: 'PUT', url: '/', name: 'any' },
    ]);
    for (const [host, name] of [
      ['one.example', 'one'],
      ['a.tenants.example', 'tenant'],
      ['else.example', 'any'],
    ] as const) {
      const { headers } = await preflight(server, '/', 'PUT', { origin: originOf(name), host });
      expect([host, headers['access-control-allow-origin']]).toEqual([host, originOf(name)]);
    }
  });

  test('a version that no preflight shows is refused where it would matter, and fine where not', async () => {
    const versions = (names: readonly string[]): Route[] =>
      names.map((name, index) => ({
        method: 'PUT',
        url: '/a',
        name,
        constraints: { version: `${index + 1}.0.0` },
      }));
    expect(await refusedCodes(serverOf(versions(['one', 'two'])))).toEqual(['constraint-conflict']);
    const alike = serverOf(versions(['same', 'same']));
    const response = await preflight(alike, '/a', 'PUT', { origin: originOf('same') });
    expect(response.headers['access-control-allow-methods']).toBe('PUT');
    // A request without a version falls through to the more general pattern.
    const general: Route = { method: 'PUT', url: '/:any', name: 'general' };
    expect(await refusedCodes(serverOf([general, ...versions(['one'])]))).toEqual([
      'constraint-conflict',
    ]);
  });

  test('whatever the routes: same policy as the request, and no method beyond those that share it', async () => {
    const methods = ['GET', 'PUT', 'DELETE'] as const;
    const names = ['red', 'blue'] as const;
    const segment = fc.constantFrom('a', 'b', ':x', ':y', String.raw`:n(^\d+$)`, 'a-:z', '*');
    const url = fc.array(segment, { maxLength: 3 }).map((parts) => {
      const wild = parts.indexOf('*');
      const cut = wild < 0 ? parts : parts.slice(0, wild + 1);
      return `/${cut.map((part, index) => part.replace(/:[a-z]/, `$&${index}`)).join('/')}`;
    });
    const route = fc.record({
      method: fc.constantFrom(...methods),
      url,
      name: fc.constantFrom(...names),
    });
    const routes = fc.uniqueArray(route, {
      maxLength: 8,
      selector: ({ method, url: pattern }) => `${method} ${pattern.replace(/:[a-z]\d/g, ':')}`,
    });
    const path = fc
      .array(fc.constantFrom('a', 'b', 'c', '7', 'a-7', '%61'), { maxLength: 4 })
      .map((parts) => `/${parts.join('/')}`);

    await fc.assert(
      fc.asyncProperty(
        routes,
        fc.array(path, { minLength: 1, maxLength: 4 }),
        async (declared, paths) => {
          const server = serverOf(declared);
          try {
            for (const each of paths) {
              const reached = new Map<string, string>();
              for (const method of methods) {
                const response = await server.inject({ method, url: each });
                if (response.statusCode === 200) reached.set(method, response.body);
              }
              for (const [method, name] of reached) {
                const asked = await preflight(server, each, method, { origin: originOf(name) });
                expect(asked.headers['access-control-allow-origin']).toBe(originOf(name));
                const granted = String(asked.headers['access-control-allow-methods']).split(',');
                const sharing = [...reached]
                  .filter(([, other]) => other === name)
                  .map(([other]) => other);
                expect(granted.filter((other) => other !== 'HEAD').toSorted()).toEqual(
                  sharing.toSorted(),
                );
                const other = names.find((one) => one !== name) ?? name;
                const refused = await preflight(server, each, method, { origin: originOf(other) });
                expect(refused.statusCode).toBe(403);
              }
            }
          } finally {
            await server.close();
          }
        },
      ),
      { numRuns: 300 },
    );
  }, 60_000);
});

describe('a scope owns the paths below its prefix', () => {
  test.each<[url: string, origin: string | undefined]>([
    ['/v2/nothing', 'v2'],
    ['/v2', 'v2'],
    ['/v2/', 'v2'],
    ['/v20', 'root'],
    ['/v2/deep/nothing', 'deep'],
    ['/tenants/7/nothing', 'tenant'],
    ['/nothing', 'root'],
  ])('%s is under %s, for 404s and their preflights', async (url, name = 'root') => {
    const server = Fastify();
    server.register(corsPlugin, { origin: [originOf('root')] });
    const scope = (prefix: string, origin: string, inside?: (each: FastifyInstance) => unknown) =>
      [
        async (each: FastifyInstance) => {
          each.register(corsPlugin, { origin: [originOf(origin)] });
          inside?.(each);
        },
        { prefix },
      ] as const;
    server.register(...scope('/v2', 'v2', (v2) => v2.register(...scope('/deep', 'deep'))));
    server.register(...scope('/tenants/:id', 'tenant'));
    const { statusCode, headers } = await server.inject({
      url,
      headers: { origin: originOf(name) },
    });
    expect([statusCode, headers['access-control-allow-origin']]).toEqual([404, originOf(name)]);
    const asked = await preflight(server, url, 'DELETE', { origin: originOf(name) });
    expect(asked.headers).toMatchObject({ 'access-control-allow-methods': 'DELETE' });
  });

  test('outside of every scope that registered, nothing is ours', async () => {
    const server = Fastify();
    server.get('/else', async () => 'x');
    server.register(
      async (v2) => {
        v2.register(corsPlugin, { origin: [app] });
        v2.put('/a', async () => 'x');
      },
      { prefix: '/v2' },
    );
    expect((await preflight(server, '/v2/a', 'PUT')).statusCode).toBe(204);
    for (const url of ['/else', '/nothing']) {
      const { headers } = await server.inject({ url, headers: { origin: app } });
      expect(headers['vary']).toBeUndefined();
      expect((await preflight(server, url, 'GET')).statusCode).toBe(404);
    }
  });
});
