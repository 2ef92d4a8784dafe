import type { CorsModuleOptions } from '@routecors/nestjs';
import { tenantList } from 'fastify-sample/tenants';

import type { SampleOptions } from './sample-options.ts';

/**
 * The policy of every route that says nothing else, and the policies that routes call by name. The
 * rest is written beside each route: see `@Cors`.
 */
export function corsOptions({
  pageOrigins,
  partnerOrigin,
  tenants,
}: SampleOptions): CorsModuleOptions {
  return {
    origin: pageOrigins,
    credentials: true,
    exposedHeaders: ['x-total-count'],
    policies: {
      public: { origin: '*', exposedHeaders: '*' },
      partner: { origin: [partnerOrigin], maxAge: 600 },
      // A list that changes while the server runs.
      tenant: { origin: tenantList(tenants), credentials: true },
    },
  };
}
