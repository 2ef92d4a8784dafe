import {
  type CompiledPolicy,
  type ConflictingRoute,
  type MethodGrant,
  type ResolvedPolicy,
  type Report,
  checkConflict,
  grantMethods,
} from '@routecors/core';
import type { FastifyRequest } from 'fastify';

import { mayOverlap } from './path-overlap.ts';
import { type RouterOptions, createRouter } from './routers.ts';
import type { TableRoute } from './table-route.ts';

type Policy = CompiledPolicy<FastifyRequest>;

/** One route at one path. */
export interface PathEntry {
  readonly path: string;
  readonly resolved: ResolvedPolicy<FastifyRequest> | undefined;
  readonly scope: ResolvedPolicy<FastifyRequest> | undefined;
  /** The methods of the path that share the policy; `undefined` where that depends on the asked path. */
  grant: MethodGrant | undefined;
}

/** Tells which route the actual request would reach, by the rules of Fastify's own router. */
export interface PathTable {
  readonly find: (method: string, url: string, host: string | undefined) => PathEntry | undefined;
  /** Entries of methods that the path has, `OPTIONS` excepted: it is there for everything, often as `*`. */
  readonly findAny: (url: string, host: string | undefined) => readonly PathEntry[];
  readonly grantOf: (entry: PathEntry, url: string, host: string | undefined) => MethodGrant;
}

/** Feeds every route of the application, covered or not, to a router: an uncovered one can shadow a covered one. */
export function createPathTable(
  routes: readonly TableRoute[],
  options: RouterOptions,
  report: Report,
): PathTable {
  const router = createRouter<PathEntry>(options);
  const methods = new Set<string>();
  const entries: { readonly entry: PathEntry; readonly host: unknown }[] = [];

  const add = (route: TableRoute, method: string, path: string): void => {
    const { resolved, scope, host } = route;
    const entry: PathEntry = { path, resolved, scope, grant: undefined };
    router.add(method, path, entry, host);
    methods.add(method);
    entries.push({ entry, host });
  };
  for (const { route, method, path } of everyPath(routes)) {
    if (!isConstrained(route)) add(route, method, path);
  }
  addConstrained(routes, router.find, add, report);

  const findGrant = createGrants(methods, router.find);
  // A path with parameters may be another route's for one of the methods: then it takes the asked path to tell.
  const isHostless = entries.every(({ host }) => host === undefined);
  for (const { entry } of entries) {
    const { path, resolved } = entry;
    const isStatic = !/[:*(%]/.test(path);
    if (resolved && isStatic && isHostless) {
      entry.grant = findGrant(resolved.policy, path, undefined);
    }
  }
  return {
    find: router.find,
    findAny: (url, host) =>
      [...methods]
        .filter((method) => method !== 'OPTIONS')
        .flatMap((method) => router.find(method, url, host) ?? []),
    grantOf: (entry, url, host) =>
      entry.grant ??
      findGrant((entry.resolved as ResolvedPolicy<FastifyRequest>).policy, url, host),
  };
}

type Find = PathTable['find'];

/** Asks for each method whether the path's route has that policy; equal grants are one object. */
function createGrants(
  methods: ReadonlySet<string>,
  find: Find,
): (policy: Policy, url: string, host: string | undefined) => MethodGrant {
  const made = new Map<Policy, Map<string, MethodGrant>>();
  return (policy, url, host) => {
    const shared: string[] = [];
    for (const method of methods) {
      if (find(method, url, host)?.resolved?.policy === policy) shared.push(method);
    }
    const grants = made.get(policy) ?? new Map<string, MethodGrant>();
    made.set(policy, grants);
    const key = shared.join();
    const grant = grants.get(key) ?? grantMethods(policy.policy, shared);
    grants.set(key, grant);
    return grant;
  };
}

const isConstrained = (route: TableRoute): boolean => Object.keys(route.unseen).length > 0;

interface RouteAtPath {
  readonly route: TableRoute;
  readonly method: string;
  readonly path: string;
}

function everyPath(routes: readonly TableRoute[]): readonly RouteAtPath[] {
  return routes.flatMap((route) =>
    route.methods.flatMap((method) => route.paths.map((path) => ({ route, method, path }))),
  );
}

/**
 * Adds the routes whose constraints a preflight does not show. All that one preflight could be for,
 * those without such constraints included, must have policies that answer it alike. That holds for
 * more general patterns too: a request with a version that the nearest pattern does not have goes
 * on to the next one that matches.
 */
function addConstrained(
  routes: readonly TableRoute[],
  find: Find,
  add: (route: TableRoute, method: string, path: string) => void,
  report: Report,
): void {
  const candidates = everyPath(routes);
  const added = new Set<string>();
  candidates.forEach((candidate, index) => {
    const { route, method, path } = candidate;
    const { host } = route;
    if (!isConstrained(route)) return;
    candidates.forEach((rival, rivalIndex) => {
      // Of two with constraints, the later one reports.
      const isTurn = rivalIndex < index || !isConstrained(rival.route);
      if (isTurn && mayBeMeant(rival, candidate)) {
        checkConflict(conflicting(rival), conflicting(candidate), report);
      }
    });
    // Whichever of them answers: they are alike.
    const key = `${method} ${path} ${String(host)}`;
    const open = find(method, path, typeof host === 'string' ? host : undefined);
    if (!added.has(key) && open?.path !== path) add(route, method, path);
    added.add(key);
  });
}

/** Whether one preflight could be for either of two routes with different policies. */
function mayBeMeant(a: RouteAtPath, b: RouteAtPath): boolean {
  return (
    // First what settles it for most: few policies, many routes.
    a.route.resolved?.policy !== b.route.resolved?.policy &&
    a.method === b.method &&
    mayShareHost(a.route.host, b.route.host) &&
    mayOverlap(a.path, b.path)
  );
}

/** Whether one host could meet both constraints; of two RegExps that is not known. */
function mayShareHost(a: unknown, b: unknown): boolean {
  return typeof a !== 'string' || typeof b !== 'string' || a === b;
}

function conflicting({ route, method, path }: RouteAtPath): ConflictingRoute {
  const shown = Object.entries(route.unseen).map(([name, value]) => `${name} ${String(value)}`);
  const note = shown.length > 0 ? ` (${shown.join(', ')})` : '';
  return { path: `${method} ${path}${note}`, policy: route.resolved?.policy.policy };
}
