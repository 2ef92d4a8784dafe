import {
  type CompiledPolicy,
  type CorsIssue,
  type RouteTable,
  type Watcher,
  createResolver,
  createRouteTable,
  createStaticFirstRouter,
  fastifyRouterOptions,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { checkRegistrations, instancesOf } from './check-registrations.ts';
import type { RouteRecord } from './route-record.ts';
import { createRouter } from './router.ts';
import { createScopeTable } from './scope-table.ts';
import { createScopes, instanceAround } from './scope.ts';
import { resolveRoutes } from './table-route.ts';

/** Every route's policy, and what the operator should hear of. */
export interface FastifyRouteTable extends RouteTable<FastifyRequest> {
  /** The policy that a name stands for in `instance`; `undefined` where it stands for none. */
  readonly policyNamed: (
    instance: FastifyInstance,
    name: string,
  ) => CompiledPolicy<FastifyRequest> | undefined;
  readonly warnings: readonly CorsIssue[];
  /** Shows decisions to whoever watches. */
  readonly watcher: Watcher<FastifyRequest>;
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
  watcher: Watcher<FastifyRequest>,
): FastifyRouteTable {
  const resolver = createResolver<FastifyRequest>();
  const draftAt = createScopes(resolver);
  checkRegistrations(registered, records, draftAt, resolver.report);
  const routes = resolveRoutes(records, draftAt, resolver);
  const options = fastifyRouterOptions(root.initialConfig);
  const withRoutes = instancesOf(records);
  const scopes = createScopeTable(registered, withRoutes, draftAt, resolver, options);
  const table = createRouteTable(
    routes,
    createStaticFirstRouter(createRouter(options), options),
    scopes.find,
    scopes.policies,
    resolver.report,
  );
  const named = new Map(
    [...registered].map((instance) => {
      const draft = draftAt(instance);
      return [instance, draft && resolver.named(draft)] as const;
    }),
  );
  resolver.report.finish();
  const policyNamed: FastifyRouteTable['policyNamed'] = (instance, name) => {
    const policies = named.get(instance);
    const around = instanceAround(instance);
    return policies || !around ? policies?.get(name) : policyNamed(around, name);
  };
  return { ...table, policyNamed, watcher, warnings: resolver.report.warnings };
}
