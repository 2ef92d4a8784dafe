import type { OriginFunction, RouteTarget } from '../../src/index.ts';

/**
 * Tenants that are told apart by what a preflight shows: the path, the host, the method. Each is asked
 * on the request itself and on its preflight, which must be told, and answered, alike.
 */
export interface TenantCase {
  readonly name: string;
  readonly method: string;
  /** What is asked for, in the router's pattern `target.route` where that is routed. */
  readonly path: string;
  /** The value of `Host`. */
  readonly host: string;
  readonly origin: string;
  readonly isAllowed: boolean;
  readonly target: RouteTarget;
}

/** Every route of the server, each for every tenant. */
export const tenantRoutes: readonly (readonly [method: string, path: string])[] = [
  // First, since Express takes the first that matches.
  ['GET', '/t/shared/items'],
  ['PUT', '/t/shared/items'],
  ['GET', '/t/:tenant/items'],
  ['PUT', '/t/:tenant/items'],
  ['PUT', '/t/:tenant/items/:id'],
  ['PUT', '/by-host'],
  ['GET', '/by-host'],
];

const tenantOf = (origin: string): string | undefined =>
  /^https:\/\/(\w+)\.example$/.exec(origin)?.[1];

/** Allows a tenant's page to use what is the tenant's: its paths, its host; everybody to read what is shared. */
export const isTenants: OriginFunction<{
  readonly headers: { readonly host?: string | undefined };
}> = (origin, { headers }, { method, route, params }) => {
  const tenant = tenantOf(origin);
  if (tenant === undefined) return false;
  if (route === '/by-host') return headers.host?.split(':')[0] === `${tenant}.localhost`;
  if (route === '/t/shared/items') return method === 'GET' || tenant === 'admin';
  return params['tenant'] === tenant;
};

const items = '/t/:tenant/items';
const acme = { tenant: 'acme' };

type BareCase = Omit<TenantCase, 'host' | 'target'> & {
  readonly host?: string;
  readonly target: Omit<RouteTarget, 'host'>;
};

const bareCases: readonly BareCase[] = [
  ...['GET', 'HEAD', 'PUT'].flatMap((method) =>
    ['acme', 'umbrella'].map((tenant) => ({
      name: `${method} of the path of acme by ${tenant}`,
      method,
      path: '/t/acme/items',
      origin: `https://${tenant}.example`,
      isAllowed: tenant === 'acme',
      target: { method, route: items, params: acme },
    })),
  ),
  {
    name: 'several parameters, decoded, and a query',
    method: 'PUT',
    path: '/t/acme/items/a%20b%2Fc?tenant=umbrella',
    origin: 'https://acme.example',
    isAllowed: true,
    target: { method: 'PUT', route: `${items}/:id`, params: { ...acme, id: 'a b/c' } },
  },
  ...(['GET', 'PUT'] as const).map((method) => ({
    name: `${method} of a path that a pattern matches as well`,
    method,
    path: '/t/shared/items',
    origin: 'https://acme.example',
    isAllowed: method === 'GET',
    target: { method, route: '/t/shared/items', params: {} },
  })),
  ...['GET', 'PUT'].flatMap((method) =>
    ['acme', 'umbrella'].map((tenant) => ({
      name: `${method} of the host of acme by ${tenant}`,
      method,
      path: '/by-host',
      host: 'acme.localhost',
      origin: `https://${tenant}.example`,
      isAllowed: tenant === 'acme',
      target: { method, route: '/by-host', params: {} },
    })),
  ),
  {
    name: 'a path that is routed nowhere',
    method: 'PUT',
    path: '/t/acme',
    origin: 'https://acme.example',
    isAllowed: false,
    target: { method: 'PUT', route: undefined, params: {} },
  },
];

/** With the host of each, which is told without its port and in lower case. */
export const tenantCases: readonly TenantCase[] = bareCases.map((bare) => ({
  ...bare,
  host: bare.host ?? 'API.example:8080',
  target: { ...bare.target, host: bare.host ?? 'api.example' },
}));
