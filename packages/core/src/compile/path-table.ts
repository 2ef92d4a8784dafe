import type { CompiledPolicy } from './compiled-policy.ts';
import { type MethodGrant, grantMethods } from './method-grant.ts';
import type { ResolvedPolicy } from './resolver.ts';
import { type HostConstraint, type TableRoute, everyPath, isConstrained } from './table-route.ts';

/** A router by the framework's own rules that only tells what it has found. */
export interface PathRouter<Store> {
  /** Adds a pattern. Where two routes could be meant, the framework's rules say which is found. */
  readonly add: (method: string, path: string, store: Store, host?: HostConstraint) => void;
  /** What a request for `url` reaches; a query is ignored. */
  readonly find: (method: string, url: string, host: string | undefined) => Store | undefined;
}

/** One route at one path. */
export interface PathEntry<Request> {
  readonly path: string;
  readonly resolved: ResolvedPolicy<Request> | undefined;
  readonly scope: ResolvedPolicy<Request> | undefined;
  /** The methods of the path that share the policy; `undefined` where that depends on the asked path. */
  grant: MethodGrant | undefined;
}

/** Tells which route the actual request would reach. */
export interface PathTable<Request> {
  readonly find: PathRouter<PathEntry<Request>>['find'];
  /** Entries of methods that the path has, `OPTIONS` excepted: it is there for everything, often as `*`. */
  readonly findAny: (url: string, host: string | undefined) => readonly PathEntry<Request>[];
  /** The methods at `url` that share the policy of an entry found there. */
  readonly grantOf: (
    resolved: ResolvedPolicy<Request>,
    entry: PathEntry<Request>,
    url: string,
    host: string | undefined,
  ) => MethodGrant;
}

/** Feeds every route of the application, covered or not, to a router: an uncovered one can shadow a covered one. */
export function createPathTable<Request>(
  routes: readonly TableRoute<Request>[],
  router: PathRouter<PathEntry<Request>>,
): PathTable<Request> {
  const methods = new Set<string>();
  const entries: {
    readonly entry: PathEntry<Request>;
    readonly host: HostConstraint | undefined;
  }[] = [];
  const known = new Set<string>();
  const declared = everyPath(routes);
  // Whichever of those with unseen constraints answers: boot has seen to it that they are alike.
  const open = declared.filter(({ route }) => !isConstrained(route));
  const constrained = declared.filter(({ route }) => isConstrained(route));
  for (const { route, method, path } of [...open, ...constrained]) {
    const { resolved, scope, host } = route;
    const key = `${method} ${path} ${String(host)}`;
    if (known.has(key)) continue;
    known.add(key);
    const entry: PathEntry<Request> = { path, resolved, scope, grant: undefined };
    router.add(method, path, entry, host);
    methods.add(method);
    entries.push({ entry, host });
  }

  const findGrant = createGrants(methods, router.find);
  // A path with parameters may be another route's for one of the methods: then it takes the asked path to tell.
  const isHostless = entries.every(({ host }) => host === undefined);
  for (const { entry } of entries) {
    const { path, resolved } = entry;
    const isStatic = !/[:*({%]/.test(path);
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
    grantOf: (resolved, entry, url, host) => entry.grant ?? findGrant(resolved.policy, url, host),
  };
}

/** Asks for each method whether the path's route has that policy; equal grants are one object. */
function createGrants<Request>(
  methods: ReadonlySet<string>,
  find: PathRouter<PathEntry<Request>>['find'],
): (policy: CompiledPolicy<Request>, url: string, host: string | undefined) => MethodGrant {
  const made = new Map<CompiledPolicy<Request>, Map<string, MethodGrant>>();
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
