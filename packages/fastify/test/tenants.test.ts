import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import {
  type TenantCase,
  isTenants,
  tenantCases,
  tenantRoutes,
} from '../../core/test/cases/tenants.ts';
import type { Decision, RouteTarget } from '../src/index.ts';
import { createServer, preflight } from './server.ts';

const told: RouteTarget[] = [];
const decisions: (Decision | null)[] = [];

function declare(server: FastifyInstance): void {
  server.addHook('onResponse', async (request) => {
    decisions.push(request.corsDecision);
  });
  for (const [method, url] of tenantRoutes) {
    server.route({ method, url, handler: async () => 'ok' });
  }
}

function createTenants(): FastifyInstance {
  return createServer(
    {
      vary: ['host'],
      origin: async (origin, request, target) => {
        told.push(target);
        return isTenants(origin, request, target);
      },
    },
    declare,
  );
}

const headersOf = ({ origin, host }: TenantCase) => ({ origin, host });

describe.each(tenantCases)('$name', (tenantCase) => {
  const { method, path, isAllowed, target, origin } = tenantCase;
  const server = createTenants();
  beforeAll(() => {
    told.length = 0;
    decisions.length = 0;
  });
  afterAll(() => server.close());

  test('is answered on the request itself', async () => {
    const headers = headersOf(tenantCase);
    const response = await server.inject({ method: method as 'GET', url: path, headers });
    expect(response.headers['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
    expect(told).toEqual([target]);
  });

  test('and on its preflight', async () => {
    const response = await preflight(server, path, method, headersOf(tenantCase));
    expect(response.statusCode).toBe(isAllowed ? 204 : 403);
    expect(told).toEqual([target, target]);
    expect(decisions.at(-1)).toMatchObject({ kind: 'preflight', method, route: target.route });
  });
});

test('a preflight for a method that is not routed is told of the path all the same', async () => {
  const server = createTenants();
  told.length = 0;
  const own = await preflight(server, '/t/acme/items', 'DELETE', {
    origin: 'https://acme.example',
  });
  const other = await preflight(server, '/t/acme/items', 'DELETE', {
    origin: 'https://umbrella.example',
  });
  await server.close();
  const params = { tenant: 'acme' };
  const target = { method: 'DELETE', route: '/t/:tenant/items', params, host: 'localhost' };
  expect(told).toEqual([target, target]);
  expect([own.statusCode, own.headers['access-control-allow-methods']]).toEqual([204, undefined]);
  expect(other.statusCode).toBe(403);
});

test.each([
  ['/files/a/b%20c', '/files/*', { '*': 'a/b c' }],
  ['/api/acme/', '/api/:tenant', { tenant: 'acme' }],
  ['/api/acme', '/api/:tenant', { tenant: 'acme' }],
  ['/versions/1.2/x', '/versions/:major.:minor/x', { major: '1', minor: '2' }],
])(
  '%s is told alike on both, by scopes, wildcards and several parameters in a segment',
  async (url, route, params) => {
    const server = createServer(
      {
        origin: (_origin, _request, target) => {
          told.push(target);
          return true;
        },
      },
      (root) => {
        root.put('/files/*', async () => 'ok');
        root.put('/versions/:major.:minor/x', async () => 'ok');
        root.register(async (scope) => scope.put('/', async () => 'ok'), {
          prefix: '/api/:tenant',
        });
      },
    );
    told.length = 0;
    const headers = { origin: 'https://acme.example' };
    await server.inject({ method: 'PUT', url, headers });
    await preflight(server, url, 'PUT', headers);
    await server.close();
    const target = { method: 'PUT', route, params, host: 'localhost' };
    expect(told).toEqual([target, target]);
  },
);

test('what an origin function is told cannot be changed by a request', async () => {
  const server = createServer(
    {
      origin: (_origin, _request, target) => {
        told.push(target);
        return true;
      },
    },
    (root) => root.put('/:__proto__/:constructor', async () => 'ok'),
  );
  told.length = 0;
  const headers = { origin: 'https://acme.example' };
  await server.inject({ method: 'PUT', url: '/a/b', headers });
  await preflight(server, '/a/b', 'PUT', headers);
  await server.close();
  expect(told.map(({ params }) => Object.entries(params))).toEqual([
    [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ],
    [
      ['__proto__', 'a'],
      ['constructor', 'b'],
    ],
  ]);
  expect(told.every(({ params }) => Object.isFrozen(params))).toBe(true);
});
