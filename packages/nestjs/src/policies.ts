import type { Logger } from '@nestjs/common';
import type { ModulesContainer } from '@nestjs/core';
import {
  type CorsIssue,
  type CorsRoute,
  type OriginListStatus,
  type RouteTable,
  createOpenLists,
  createRouteTable,
  describeIssue,
  describeRoutes,
  prepareOptions,
  sortRoutes,
} from '@routecors/core';

import type { DeclaredRoute } from './declared-route.ts';
import { type NestRoute, type RoutePolicies, nestRoute, routesOf } from './nest-route.ts';
import type { CorsModuleOptions, CorsRequest } from './options.ts';
import { warnOfOwnedPaths } from './owned-paths.ts';
import { policyUnder, printedRoutes } from './path-policies.ts';
import type { Platform } from './platform.ts';
import { type PolicySet, resolvePolicySet } from './policy-set.ts';

/** The policies of an application: made while it boots, and replaced all at once. */
export interface Policies {
  readonly set: () => PolicySet;
  /** `undefined` until the routes are declared. */
  readonly table: () => RouteTable<CorsRequest> | undefined;
  /** Resolves the routes that are about to be declared, and whatever else has a decorator. */
  readonly prepare: (declared: Iterable<DeclaredRoute>) => readonly NestRoute[];
  /** Makes the table of what was declared, and opens the live lists that its policies ask. */
  readonly boot: (platform: Platform) => Promise<void>;
  /** Modules that start later may give routes to the platform itself, as GraphQL's does. */
  readonly takeLateRoutes: () => void;
  /** As `CorsReloader.reload()`. */
  readonly reload: (options: CorsModuleOptions<never>) => Promise<void>;
  /** Every route with its policy; `declared` tells the controllers' where there is no server, and nothing is ever declared. */
  readonly describe: (declared?: Iterable<DeclaredRoute>) => readonly CorsRoute[];
  readonly listStatuses: () => readonly OriginListStatus[];
  readonly close: () => Promise<void>;
}

type PoliciesOf = (route: NestRoute) => RoutePolicies;

/** Resolves the module's own options; problems are told when the routes are resolved, too. */
export function createPolicies(
  place: string,
  options: unknown,
  modules: ModulesContainer,
  logger: Logger,
): Policies {
  const lists = createOpenLists();
  let set = resolvePolicySet(place, options);
  let routes: readonly NestRoute[] = [];
  let booted: { readonly platform: Platform; readonly table: RouteTable<CorsRequest> } | undefined;
  let lastReload: Promise<unknown> = Promise.resolve();

  const warn = (warnings: readonly CorsIssue[]): void => {
    for (const warning of warnings) logger.warn(describeIssue(warning));
  };

  const resolveRoutes = (declared: Iterable<DeclaredRoute>): readonly NestRoute[] =>
    [...declared].map((each) => nestRoute(each, set.policiesOf({ declared: each })));

  const reload = async (value: CorsModuleOptions<never>): Promise<void> => {
    if (booted === undefined) throw new Error(notReady);
    const { platform } = booted;
    await prepareOptions([value]);
    const next = resolvePolicySet(place, value);
    const { lists: asked, report } = next.resolver;
    const policies = new Map(routes.map((route) => [route, next.policiesOf(route)]));
    next.visit(modules);
    report.finish();
    const table = makeTable(platform, next, (route) => policies.get(route) ?? route.policies);
    await lists.open(asked);
    // From here on everything is in one turn: no request sees half of it.
    for (const [route, made] of policies) route.policies = made;
    set = next;
    booted = { platform, table };
    warn(report.warnings);
    await lists.keepOnly(asked);
  };

  return {
    set: () => set,
    table: () => booted?.table,
    prepare: (declared) => {
      routes = resolveRoutes(declared);
      set.visit(modules);
      set.resolver.report.finish();
      return routes;
    },
    boot: async (platform) => {
      booted = { platform, table: makeTable(platform, set, inForce) };
      warn(set.resolver.report.warnings);
      await lists.open(set.resolver.lists);
    },
    takeLateRoutes: () => {
      if (!booted?.platform.hasLateRoutes()) return;
      const { platform } = booted;
      const { warnings } = set.resolver.report;
      const told = warnings.length;
      booted = { platform, table: makeTable(platform, set, inForce) };
      warn(warnings.slice(told));
    },
    // One after the other: each builds on what the one before has left.
    reload: (value) => {
      const next = lastReload.then(() => reload(value));
      lastReload = next.catch(() => undefined);
      return next;
    },
    describe: (declared) => {
      const others = printedRoutes(set.pathPolicies);
      if (booted) return sortRoutes([...booted.table.describe(), ...describeRoutes(others)]);
      if (declared === undefined) throw new Error(notReady);
      const resolved = resolveRoutes(declared);
      set.resolver.report.finish();
      return describeRoutes([...resolved.flatMap(routesOf), ...others]);
    },
    listStatuses: lists.statuses,
    close: lists.close,
  };
}

const inForce: PoliciesOf = ({ policies }) => policies;

/** @throws CorsPolicyError where the routes of a path are at odds */
function makeTable(
  platform: Platform,
  { resolver: { report }, moduleWide, pathPolicies }: PolicySet,
  policiesOf: PoliciesOf,
): RouteTable<CorsRequest> {
  report.finish();
  // Whatever refuses it is in the report.
  if (moduleWide === undefined) throw new Error(notReady);
  const table = createRouteTable(
    platform.routes(moduleWide, pathPolicies, policiesOf),
    platform.router(pathPolicies),
    (url) => policyUnder(pathPolicies, moduleWide, url),
    [moduleWide.policy, ...pathPolicies.map(({ resolved }) => resolved?.policy)],
    report,
  );
  warnOfOwnedPaths(pathPolicies, table, report.warn);
  report.finish();
  return table;
}

const notReady =
  'The CORS policies are known once the application is ready: await app.init() first.';
