import { type PathEntry, type PathRouter, type TableRoute, mayOverlap } from '@routecors/core';

import type { CorsRequest } from './options.ts';
import { type PathPolicy, isExact, pathPolicyAt } from './path-policies.ts';

type Entry = PathEntry<CorsRequest>;

/**
 * The routes of the table for a pattern that no controller owns. A pattern may reach into the paths of
 * several policies, so it has one route for each.
 */
export function routesByPath(
  route: TableRoute<CorsRequest>,
  path: string,
  policies: readonly PathPolicy[],
): { readonly own: TableRoute<CorsRequest>; readonly inside: readonly TableRoute<CorsRequest>[] } {
  const whole = coveringPolicy(policies, path);
  const own = whole ? { ...route, resolved: whole.resolved, scope: whole.resolved } : route;
  if (isExact(path)) return { own, inside: [] };
  return {
    own,
    inside: policies
      .filter((each) => each !== whole && mayOverlap(each.pattern, path))
      .map(({ pattern, resolved }) => ({ ...route, paths: [pattern], resolved, scope: resolved })),
  };
}

/** `METHOD /path` of every route that the framework has, and of those of them that are no controller's. */
interface RouteKeys {
  readonly declared: ReadonlySet<string>;
  readonly foreign: ReadonlySet<string>;
}

/**
 * A router that finds, for what no controller owns, the entry whose policy the path has.
 */
export function createPathPolicyRouter(
  router: PathRouter<Entry>,
  { declared, foreign }: RouteKeys,
  policies: readonly PathPolicy[],
): PathRouter<Entry> {
  if (policies.length === 0) return router;
  const patterns = new Set(policies.map(({ pattern }) => pattern));
  const inside = new Map<string, Entry>();
  const found = new WeakMap<Entry, Map<Entry, Entry>>();
  /** The framework's name of the route stays that of the route that it runs. */
  const named = (entry: Entry, reached: Entry): Entry => {
    const variants = found.get(reached) ?? new Map<Entry, Entry>();
    found.set(reached, variants);
    const [pattern = reached.path] = reached.route.paths;
    const route = { ...entry.route, paths: [pattern] };
    const variant = variants.get(entry) ?? { ...entry, route };
    variants.set(entry, variant);
    return variant;
  };
  return {
    add: (method, path, store, host) => {
      const key = `${method} ${path}`;
      const isDeclared = declared.has(key);
      if (patterns.has(path) && (!isDeclared || foreign.has(key))) inside.set(key, store);
      if (isDeclared) router.add(method, path, store, host);
    },
    find: (method, url, host) => {
      const reached = router.find(method, url, host);
      if (reached === undefined || !foreign.has(`${method} ${reached.path}`)) return reached;
      const policy = pathPolicyAt(policies, url);
      const entry = policy && inside.get(`${method} ${policy.pattern}`);
      return entry && entry.route.resolved !== reached.route.resolved
        ? named(entry, reached)
        : reached;
    },
    paramsOf: router.paramsOf,
  };
}

/** The policy that all paths of a pattern have, those of a more specific one excepted. */
function coveringPolicy(policies: readonly PathPolicy[], path: string): PathPolicy | undefined {
  const policy = pathPolicyAt(policies, path);
  return path.includes('*') && !policy?.pattern.includes('*') ? undefined : policy;
}
