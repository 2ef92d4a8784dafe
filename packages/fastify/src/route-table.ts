import {
  type CorsIssue,
  type RouteTable,
  createResolver,
  createRouteTable,
  createStaticFirstRouter,
  fastifyRouterOptions,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { RouteRecord } from './route-record.ts';
import { createRouter } from './router.ts';
import { createScopeTable } from './scope-table.ts';
import { createScopes } from './scope.ts';
import { resolveRoutes } from './table-route.ts';

/** Every route's policy, and what the operator should hear of. */
export interface FastifyRouteTable extends RouteTable<FastifyRequest> {
  readonly warnings: readonly CorsIssue[];
}

/**
 * Resolves every route that was declared.
 *
 * @throws CorsPolicyError with all problems of all routes
 */
export function resolveRouteTable(
  root: FastifyInstance,
  records: readonly RouteRecord[],
  registered: ReadonlySet<FastifyInstance>,
): FastifyRouteTable {
  const resolver = createResolver<FastifyRequest>();
  const draftAt = createScopes(resolver);
  const routes = resolveRoutes(records, draftAt, resolver);
  const options = fastifyRouterOptions(root.initialConfig);
  const scopes = createScopeTable(registered, draftAt, resolver, options);
  const table = createRouteTable(
    routes,
    createStaticFirstRouter(createRouter(options), options),
    scopes.find,
    scopes.policies,
    resolver.report,
  );
  resolver.report.finish();
  return { ...table, warnings: resolver.report.warnings };
}
