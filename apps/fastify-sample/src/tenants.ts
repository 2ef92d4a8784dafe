import { fileURLToPath } from 'node:url';

import {
  type OriginList,
  type OriginSource,
  createOriginList,
  fileSource,
  postgresSource,
  redisSource,
} from '@routecors/origins';
import type { FastifyInstance } from 'fastify';

const file = fileURLToPath(new URL('../tenants.json', import.meta.url));

/**
 * Whose pages may call for which tenant. The list changes while the server runs.
 *
 * @param store the path of a file, or the URL of a PostgreSQL or a Redis
 */
export function tenantList(store: string = file): OriginList {
  return createOriginList({
    name: 'tenants',
    source: sourceOf(store),
    tenant: ({ params }) => params['tenant'],
  });
}

function sourceOf(store: string): OriginSource {
  // The table is that of `routecors origins sql --table tenants --keyed`.
  if (/^postgres(?:ql)?:/.test(store)) {
    const query = 'select key, origin from tenants';
    return postgresSource({ connectionString: store, query, channel: 'tenants' });
  }
  // The members of the set are such as `acme https://app.acme.example`.
  if (/^rediss?:/.test(store)) {
    return redisSource({ url: store, key: 'tenants', keyed: true, channel: 'tenants' });
  }
  return fileSource(store);
}

/** What a tenant's own pages may read and change, wherever these are. */
export async function tenantRoutes(app: FastifyInstance): Promise<void> {
  const route = { config: { cors: 'tenant' } } as const;

  app.get<{ Params: { tenant: string } }>('/tenants/:tenant/theme', route, async ({ params }) => ({
    tenant: params.tenant,
    theme: 'plain',
  }));

  app.put<{ Params: { tenant: string } }>('/tenants/:tenant/theme', route, async ({ params }) => ({
    tenant: params.tenant,
    saved: true,
  }));
}
