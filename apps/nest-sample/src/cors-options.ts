import type { CorsModuleOptions } from '@routecors/nestjs';

import type { SampleOptions } from './sample-options.ts';

/**
 * The policy of every route that says nothing else, and the policies that routes call by name. The
 * rest is written beside each route: see `@Cors`.
 */
export function corsOptions({ pageOrigins, partnerOrigin }: SampleOptions): CorsModuleOptions {
  return {
    origin: pageOrigins,
    credentials: true,
    exposedHeaders: ['x-total-count'],
    policies: {
      public: { origin: '*', exposedHeaders: '*' },
      partner: { origin: [partnerOrigin], maxAge: 600 },
    },
  };
}
