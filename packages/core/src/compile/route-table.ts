import { type RouteTarget, hostName, noParams, pathParams } from '../fetch/route-target.ts';
import type { BootReport } from '../policy/boot-report.ts';
import { type PathRoute, warnOfCarriedHeaders } from '../policy/warnings.ts';
import type { CompiledPolicy } from './compiled-policy.ts';
import { type CorsRoute, describeRoute, sortRoutes } from './cors-route.ts';
import { grantMissing, notRouted } from './method-grant.ts';
import { type PathEntry, type PathRouter, createPathTable } from './path-table.ts';
import type { PreflightTarget } from './preflight-target.ts';
import { type TableRoute, everyPath, patternOf } from './table-route.ts';
import { checkUnseenConstraints } from './unseen-constraints.ts';

/** Every route's policy, made once, at boot. */
export interface RouteTable<Request> {
  /** The one policy of whatever this server answers; `undefined` where there are several, or some of it is not ours. */
  readonly onlyPolicy: CompiledPolicy<Request> | undefined;
  /** Whether any route is bound to a host. Else nobody need find out the request's. */
  readonly hasHosts: boolean;
  /** What answers a preflight; `undefined` where the path is none of ours. */
  readonly preflightTarget: (
    url: string,
    method: string,
    host: string | undefined,
  ) => PreflightTarget<Request> | undefined;
  /**
   * What a request is for, or the one that a preflight asks about. Where the path has no route for the
   * method, it is told of the one whose pattern {@link PreflightTarget.route} is.
   */
  readonly targetOf: (method: string, url: string, host: string | undefined) => RouteTarget;
  /** The policy of what a request reaches: its route's, or that of the scope its path is under. */
  readonly policyOf: (
    method: string,
    url: string,
    host: string | undefined,
  ) => CompiledPolicy<Request> | undefined;
  /** The policy of the scope that a path without a route is under. */
  readonly policyOfPath: (url: string) => CompiledPolicy<Request> | undefined;
  /** Every route with its policy, as plain JSON. */
  readonly describe: () => readonly CorsRoute[];
}

/**
 * Makes the table of an application's routes.
 *
 * @param routes every route, covered or not, in the order of declaration
 * @param router an empty router by the framework's own rules
 * @param policyOfPath the policy of the scope that a path is under, if any
 * @param scopes every policy that `policyOfPath` may return, `undefined` among them if it may
 * @param report takes what the routes of one path are at odds about
 */
export function createRouteTable<Request>(
  routes: readonly TableRoute<Request>[],
  router: PathRouter<PathEntry<Request>>,
  policyOfPath: (url: string) => CompiledPolicy<Request> | undefined,
  scopes: Iterable<CompiledPolicy<Request> | undefined>,
  report: BootReport,
): RouteTable<Request> {
  checkUnseenConstraints(everyPath(routes), report.refuse);
  warnOfPaths(routes, report);
  const paths = createPathTable(routes, router);
  const policies = new Set([...routes.map(({ resolved }) => resolved?.policy), ...scopes]);
  const [first] = policies;
  return {
    onlyPolicy: policies.size === 1 ? first : undefined,
    hasHosts: paths.hasHosts,
    policyOfPath,
    policyOf: (method, url, host) => {
      const entry = paths.find(method, url, host);
      return entry ? entry.route.resolved?.policy : policyOfPath(url);
    },
    preflightTarget: (url, method, host) => {
      const entry = paths.find(method, url, host);
      if (entry) {
        const policy = entry.route.resolved?.policy;
        return policy && paths.targetOf(entry, policy, url, host);
      }
      const others = paths.findAny(url, host);
      if (others.length > 0) return unroutedTarget(others);
      const policy = policyOfPath(url);
      return policy && { policy, methods: grantMissing(policy.policy, method), route: undefined };
    },
    targetOf: (method, url, host) => {
      const entry = paths.find(method, url, host) ?? representative(paths.findAny(url, host));
      const asked = hostName(host);
      if (entry === undefined) return { method, route: undefined, params: noParams, host: asked };
      const params = pathParams(router.paramsOf(entry.method, url, host));
      return { method, route: patternOf(entry.route, entry.path), params, host: asked };
    },
    // Made when somebody asks: most servers never do.
    describe: () => describeRoutes(routes),
  };
}

/** The path is known, the method is not routed there: the scope judges the origin, unless all of the path is off. */
function unroutedTarget<Request>(
  others: readonly PathEntry<Request>[],
): PreflightTarget<Request> | undefined {
  const entry = representative(others);
  if (entry === undefined) return undefined;
  const { scope, resolved } = entry.route;
  const policy = isLive(entry) ? scope?.policy : resolved?.policy;
  return policy && { policy, methods: notRouted, route: patternOf(entry.route, entry.path) };
}

/** Which of a path's entries speaks for a method that is not routed there: one where CORS is on, if any. */
function representative<Request>(
  others: readonly PathEntry<Request>[],
): PathEntry<Request> | undefined {
  return others.find(isLive) ?? others.find(({ route }) => route.resolved !== undefined);
}

function isLive<Request>({ route: { resolved } }: PathEntry<Request>): boolean {
  return resolved !== undefined && resolved.policy.origins.kind !== 'off';
}

/** Every method of every route with its policy, as plain JSON, sorted by path and method. */
export function describeRoutes<Request>(
  routes: readonly TableRoute<Request>[],
): readonly CorsRoute[] {
  return sortRoutes(
    everyPath(routes).map(({ route: { host, unseen, resolved }, method, path }) =>
      describeRoute(method, path, resolved, host === undefined ? unseen : { host, ...unseen }),
    ),
  );
}

function warnOfPaths<Request>(routes: readonly TableRoute<Request>[], report: BootReport): void {
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
  for (const [path, neighbours] of byPath) warnOfCarriedHeaders(path, neighbours, report.warn);
}
