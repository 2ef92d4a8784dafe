import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';

import { Controller, Delete, Get, HttpCode, type INestApplication, Put } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import {
  type TenantCase,
  isTenants,
  tenantCases,
  tenantRoutes,
} from '../../core/test/cases/tenants.ts';
import { CorsModule, type Decision, type RouteTarget, corsDecision } from '../src/index.ts';
import { adapters, ask, createApp, preflight } from './server.ts';

const decorators = { Get, Put } as Record<string, typeof Get>;
const told: RouteTarget[] = [];
const decisions: (Decision | undefined)[] = [];

/** As a tracer sees responses, preflights included: by Node's own request. */
function note(message: unknown): void {
  decisions.push(corsDecision((message as { request: IncomingMessage }).request));
}

@Controller()
class Tenants {}
tenantRoutes.forEach(([method, path], index) => {
  const name = `handler${index}`;
  const { prototype } = Tenants;
  Object.defineProperty(prototype, name, { configurable: true, value: () => 'ok' });
  const descriptor = Object.getOwnPropertyDescriptor(prototype, name) ?? {};
  const decorator = decorators[`${method.slice(0, 1)}${method.slice(1).toLowerCase()}`];
  decorator?.(path)(prototype, name, descriptor);
  HttpCode(200)(prototype, name, descriptor);
});

/** One path of a prefix with a parameter, and one bound to a host. */
@Controller({ path: 'owned', host: 'owned.localhost' })
class Owned {
  @Put(':id') put() {
    return 'ok';
  }
  @Delete('all/:id/*') remove() {
    return 'ok';
  }
}

const headersOf = ({ origin, host }: Pick<TenantCase, 'origin' | 'host'>) => ({
  origin,
  ...(host !== undefined && { host }),
});

describe.each(adapters)('%s', (platform, makeAdapter) => {
  let server: INestApplication;
  beforeAll(async () => {
    const module = CorsModule.forRoot({
      vary: ['host'],
      origin: async (origin, request, target) => {
        told.push(target);
        return isTenants(origin, request, target);
      },
    });
    server = await createApp(makeAdapter, { imports: [module], controllers: [Tenants, Owned] });
    subscribe('http.server.response.finish', note);
  });
  afterAll(async () => {
    unsubscribe('http.server.response.finish', note);
    await server.close();
  });
  beforeEach(() => {
    told.length = 0;
    decisions.length = 0;
  });

  const askBoth = async ({
    method,
    path,
    origin,
    host,
  }: Omit<TenantCase, 'name' | 'target' | 'isAllowed'>) => {
    const headers = headersOf({ origin, host });
    const own = await ask(server, method, path, headers);
    const asked = await preflight(server, path, method, headers);
    return { own, asked };
  };

  test.each(tenantCases)(
    '$name: the request itself and its preflight are told, and answered, alike',
    async (tenantCase) => {
      const { method, isAllowed, origin, target } = tenantCase;
      const { own, asked } = await askBoth(tenantCase);
      expect(own.headers['access-control-allow-origin']).toBe(isAllowed ? origin : undefined);
      expect(asked.status).toBe(isAllowed ? 204 : 403);
      expect(told).toEqual([target, target]);
      expect(decisions.at(-1)).toMatchObject({ kind: 'preflight', method, route: target.route });
    },
  );

  test('a wildcard is one string', async () => {
    const path = '/owned/all/7/a/b';
    await askBoth({
      method: 'DELETE',
      path,
      origin: 'https://acme.example',
      host: 'owned.localhost',
    });
    const rest = platform === 'express' ? 'path' : '*';
    expect(told).toEqual([
      expect.objectContaining({ params: { id: '7', [rest]: 'a/b' } }),
      expect.objectContaining({ params: { id: '7', [rest]: 'a/b' } }),
    ]);
  });

  test.each([
    ['owned.localhost', '/owned/:id', { id: '7' }],
    ['other.localhost', undefined, {}],
  ])('a route that is bound to a host, asked at %s', async (host, route, params) => {
    await askBoth({ method: 'PUT', path: '/owned/7', origin: 'https://acme.example', host });
    expect(told).toEqual([
      { method: 'PUT', route, params, host },
      { method: 'PUT', route, params, host },
    ]);
  });
});

test('before router 2.3 Express keeps the parameters of a match on the layer', async () => {
  const origin = (_origin: string, _request: unknown, target: RouteTarget) => told.push(target) > 0;
  const server = await createApp(() => new ExpressAdapter(), {
    imports: [CorsModule.forRoot({ origin })],
    controllers: [Tenants],
  });
  interface Layer {
    params: unknown;
    readonly route?: unknown;
    match(path: string): { params: unknown } | boolean;
  }
  const { router } = server.getHttpAdapter().getInstance() as { router: { stack: Layer[] } };
  for (const layer of router.stack.filter(({ route }) => route !== undefined)) {
    const match = layer.match.bind(layer);
    layer.match = (path) => {
      const found = match(path);
      if (typeof found === 'object') layer.params = found.params;
      return Boolean(found);
    };
  }
  told.length = 0;
  await preflight(server, '/t/acme/items/7', 'PUT');
  await server.close();
  expect(told).toEqual([expect.objectContaining({ params: { tenant: 'acme', id: '7' } })]);
});
