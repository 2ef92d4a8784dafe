import {
  type CompiledPolicy,
  type CorsIssue,
  type CorsRoute,
  type MethodGrant,
  type PathRoute,
  createResolver,
  describeRoute,
  grantMissing,
  notRouted,
  sortRoutes,
  warnOfCarriedHeaders,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { createPathTable } from './path-table.ts';
import type { RouteRecord } from './route-record.ts';
import { routerOptions } from './routers.ts';
import { createScopeTable } from './scope-table.ts';
import { createScopes } from './scope.ts';
import { type TableRoute, resolveRoutes } from './table-route.ts';

type Policy = CompiledPolicy<FastifyRequest>;

/** Whose policy a preflight is answered with, and which methods it may grant. */
export interface PreflightTarget {
  readonly policy: Policy;
  readonly methods: MethodGrant;
}

/** Every route's policy, made once, when the server is ready. */
export interface RouteTable {
  /** What answers a preflight; `undefined` where the path is none of ours. */
  readonly preflightTarget: (
    url: string,
    method: string,
    host: string | undefined,
  ) => PreflightTarget | undefined;
  /** The policy of the scope that a path without a route is under. */
  readonly policyOfPath: (url: string) => Policy | undefined;
  readonly routes: readonly CorsRoute[];
  readonly warnings: readonly CorsIssue[];
}

/**
 * Resolves every route that was declared.
 *
 * @throws CorsPolicyError with all problems of all routes
 */
export function createRouteTable(
  root: FastifyInstance,
  records: readonly RouteRecord[],
  registered: ReadonlySet<FastifyInstance>,
): RouteTable {
  const resolver = createResolver<FastifyRequest>();
  const { report } = resolver;
  const draftAt = createScopes(resolver);
  const routes = resolveRoutes(records, draftAt, resolver);
  const options = routerOptions(root);
  const scopes = createScopeTable(registered, draftAt, resolver, options);
  const paths = createPathTable(routes, options, report.refuse);
  warnOfPaths(routes, report.warn);
  report.finish();

  return {
    policyOfPath: scopes.find,
    preflightTarget: (url, method, host) => {
      const entry = paths.find(method, url, host);
      if (entry) {
        return (
          entry.resolved && {
            policy: entry.resolved.policy,
            methods: paths.grantOf(entry, url, host),
          }
        );
      }
      const others = paths.findAny(url, host);
      if (others.length > 0) return unroutedTarget(others);
      const policy = scopes.find(url);
      // So that the page can read the 404.
      return policy && { policy, methods: grantMissing(method) };
    },
    routes: describeRoutes(routes),
    warnings: report.warnings,
  };
}

/** The path is known, the method is not routed there: the scope judges the origin, unless all of the path is off. */
function unroutedTarget(
  others: readonly Pick<TableRoute, 'resolved' | 'scope'>[],
): PreflightTarget | undefined {
  const covered = others.filter(({ resolved }) => resolved !== undefined);
  const live = covered.find(({ resolved }) => resolved?.policy.origins.kind !== 'off');
  const policy = live ? live.scope?.policy : covered[0]?.resolved?.policy;
  return policy && { policy, methods: notRouted };
}

function describeRoutes(routes: readonly TableRoute[]): readonly CorsRoute[] {
  return sortRoutes(
    routes.flatMap(({ methods, paths, host, unseen, resolved }) =>
      paths.flatMap((path) =>
        methods.map((method) =>
          describeRoute(method, path, resolved, host === undefined ? unseen : { host, ...unseen }),
        ),
      ),
    ),
  );
}

function warnOfPaths(routes: readonly TableRoute[], warn: (issue: CorsIssue) => void): void {
  const byPath = new Map<string, PathRoute[]>();
  for (const { paths, host, methods, resolved } of routes) {
    if (resolved === undefined) continue;
    for (const path of paths) {
      const key = host === undefined ? path : `${path} (host ${String(host)})`;
      const neighbours = byPath.get(key) ?? [];
      neighbours.push({ method: methods.join(','), policy: resolved.policy.policy });
      byPath.set(key, neighbours);
    }
  }
  for (const [path, neighbours] of byPath) warnOfCarriedHeaders(path, neighbours, warn);
}
