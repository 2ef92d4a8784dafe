import {
  type BootReport,
  type CompiledPolicy,
  type CorsIssue,
  type Draft,
  type OriginList,
  type Resolver,
  type RouteTable,
  type Watcher,
  createResolver,
  createRouteTable,
  createStaticFirstRouter,
  fastifyRouterOptions,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { checkRegistrations, instancesOf } from './check-registrations.ts';
import { createRouter } from './router.ts';
import { createScopeTable } from './scope-table.ts';
import { type RegistrationsAt, createScopes, instanceAround } from './scope.ts';
import { type DeclaredRoute, type FastifyTableRoute, resolveRoutes } from './table-route.ts';

/** Every route's policy, and what the operator should hear of. */
export interface FastifyRouteTable extends RouteTable<FastifyRequest> {
  /** The policy that a name stands for in `instance`; `undefined` where it stands for none. */
  readonly policyNamed: (
    instance: FastifyInstance,
    name: string,
  ) => CompiledPolicy<FastifyRequest> | undefined;
  /** The same routes as were given, with their policies. */
  readonly routes: readonly FastifyTableRoute[];
  /** The live lists that the policies ask. */
  readonly lists: ReadonlySet<OriginList>;
  readonly warnings: readonly CorsIssue[];
  /** Shows decisions to whoever watches. */
  readonly watcher: Watcher<FastifyRequest>;
}

/** What a table is made of. */
export interface TableSources {
  readonly root: FastifyInstance;
  /** The instances in which the plugin is registered. */
  readonly registered: ReadonlySet<FastifyInstance>;
  readonly registrationsAt: RegistrationsAt;
  readonly watcher: Watcher<FastifyRequest>;
}

/**
 * Resolves every route that was declared.
 *
 * @param declare tells the routes, and reports what is wrong with the declarations themselves
 * @throws CorsPolicyError with all problems of all routes
 */
export function resolveRouteTable(
  { root, registered, registrationsAt, watcher }: TableSources,
  declare: (report: BootReport) => readonly DeclaredRoute[],
): FastifyRouteTable {
  const resolver = createResolver<FastifyRequest>();
  const draftAt = createScopes(resolver, registrationsAt);
  const declared = declare(resolver.report);
  checkRegistrations(registered, declared, draftAt, registrationsAt, resolver.report);
  const routes = resolveRoutes(declared, draftAt, resolver);
  const options = fastifyRouterOptions(root.initialConfig);
  const withRoutes = instancesOf(declared);
  const scopes = createScopeTable(registered, withRoutes, draftAt, resolver, options);
  const table = createRouteTable(
    routes,
    createStaticFirstRouter(createRouter(options), options),
    scopes.find,
    scopes.policies,
    resolver.report,
  );
  const named = namedPolicies(registered, draftAt, resolver);
  resolver.report.finish();
  return {
    ...table,
    policyNamed: createPolicyNamed(named),
    routes,
    lists: resolver.lists,
    warnings: resolver.report.warnings,
    watcher,
  };
}

type NamedPolicies = ReadonlyMap<FastifyInstance, ReadonlyMap<string, FastifyPolicy> | undefined>;
type FastifyPolicy = CompiledPolicy<FastifyRequest>;

function namedPolicies(
  registered: ReadonlySet<FastifyInstance>,
  draftAt: (instance: FastifyInstance) => Draft | undefined,
  resolver: Resolver<FastifyRequest>,
): NamedPolicies {
  return new Map(
    [...registered].map((instance) => {
      const draft = draftAt(instance);
      return [instance, draft && resolver.named(draft)] as const;
    }),
  );
}

/** In a function of its own: beside the resolver, it would keep all that boot needed. */
function createPolicyNamed(named: NamedPolicies): FastifyRouteTable['policyNamed'] {
  const policyNamed: FastifyRouteTable['policyNamed'] = (instance, name) => {
    const policies = named.get(instance);
    const around = instanceAround(instance);
    return policies || !around ? policies?.get(name) : policyNamed(around, name);
  };
  return policyNamed;
}
