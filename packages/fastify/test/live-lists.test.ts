import Fastify from 'fastify';
import { expect, test } from 'vitest';

import { memoryList } from '../../core/test/memory-list.ts';
import corsPlugin, { type CorsPluginOptions } from '../src/index.ts';
import { app, evil, preflight } from './server.ts';

const [a, b] = ['https://a.example', 'https://b.example'] as const;

function serverOf(options: CorsPluginOptions) {
  const server = Fastify();
  server.register(corsPlugin, options);
  server.put('/t/:tenant', async () => 'x');
  server.get('/own', { config: { cors: { origin: [app] } } }, async () => 'x');
  return server;
}

const allowOrigin = async (
  server: ReturnType<typeof serverOf>,
  url: string,
  origin: string,
): Promise<unknown> => {
  const answers = [
    await server.inject({ method: 'PUT', url, headers: { origin } }),
    await preflight(server, url, 'PUT', { origin }),
  ];
  const [own, asked] = answers.map(({ headers }) => headers['access-control-allow-origin']);
  expect(own).toBe(asked);
  return own;
};

test('a list is loaded before the server is ready, followed, and closed with it', async () => {
  const list = memoryList('tenants', [a]);
  const server = serverOf({ origin: [app, list], credentials: true });
  expect(list.holders()).toBe(0);
  await server.ready();
  expect(list.holders()).toBe(1);
  expect(await allowOrigin(server, '/t/x', a)).toBe(a);
  await list.replace([b, 'http://plain.example']);
  expect(await allowOrigin(server, '/t/x', a)).toBeUndefined();
  expect(await allowOrigin(server, '/t/x', b)).toBe(b);
  expect(await allowOrigin(server, '/t/x', app)).toBe(app);
  // With credentials plain http is refused, in a list as at boot.
  expect(await allowOrigin(server, '/t/x', 'http://plain.example')).toBeUndefined();
  expect(server.corsOriginLists()).toMatchObject([{ name: 'tenants', version: 2, size: 2 }]);
  expect(server.corsRoutes().find(({ path }) => path === '/t/:tenant')?.policy).toMatchObject({
    origin: [app, '[list tenants]'],
  });
  await server.close();
  expect(list.holders()).toBe(0);
});

test.each<[name: string, url: string, host: string, origin: string | undefined]>([
  ['its path', '/t/acme', 'api.example', a],
  ['the path of another', '/t/umbrella', 'api.example', undefined],
  ['its host', '/t/x', 'Acme.example:8080', a],
  ['the host of another', '/t/x', 'umbrella.example', undefined],
])('a tenant is found by %s, on the request and its preflight', async (_, url, host, expected) => {
  const list = memoryList('tenants', [{ key: 'acme', origin: a }], ({ params, host: asked }) =>
    params['tenant'] === 'x' ? asked?.split('.')[0] : params['tenant'],
  );
  const server = serverOf({ origin: list });
  for (const method of ['PUT', 'OPTIONS'] as const) {
    const headers = { host, origin: a, 'access-control-request-method': 'PUT' };
    const response = await server.inject({ method, url, headers });
    expect(response.headers['access-control-allow-origin']).toBe(expected);
  }
  await server.close();
});

test('behind a trusted proxy the host is the one that the proxy was asked for', async () => {
  const list = memoryList('tenants', [{ key: 'acme.example', origin: a }], ({ host }) => host);
  const server = Fastify({ trustProxy: true });
  server.register(corsPlugin, { origin: list });
  server.put('/a', async () => 'x');
  for (const method of ['PUT', 'OPTIONS'] as const) {
    const headers = {
      host: '10.0.0.7:3000',
      'x-forwarded-host': 'acme.example',
      origin: a,
      'access-control-request-method': 'PUT',
    };
    const response = await server.inject({ method, url: '/a', headers });
    expect(response.headers['access-control-allow-origin']).toBe(a);
  }
  await server.close();
});

test('a list that cannot be opened keeps the server from getting ready, and closes the others', async () => {
  const list = memoryList('tenants', [a]);
  const down = { ...memoryList('down', []), open: () => Promise.reject(new Error('no database')) };
  const server = serverOf({ origin: [list, down] });
  await expect(server.ready()).rejects.toThrow('no database');
  expect(list.holders()).toBe(0);
  await server.close();
});

test('enforcing asks the list as well', async () => {
  const list = memoryList('tenants', [a]);
  const server = serverOf({ origin: list, enforce: true });
  const send = (origin: string) =>
    server.inject({
      method: 'PUT',
      url: '/t/x',
      headers: { origin, 'sec-fetch-site': 'cross-site' },
    });
  expect((await send(a)).statusCode).toBe(200);
  expect((await send(evil)).statusCode).toBe(403);
  await list.replace([evil]);
  expect((await send(a)).statusCode).toBe(403);
  await server.close();
});
