import type { CompiledPolicy } from './compiled-policy.ts';
import { type GrantPlan, type MakeTarget, createGrantPlanner } from './grant-plan.ts';
import { type MethodGrant, grantMethods } from './method-grant.ts';
import type { PreflightTarget } from './preflight-target.ts';
import {
  type HostConstraint,
  type TableRoute,
  everyPath,
  isConstrained,
  patternOf,
} from './table-route.ts';

/** A router by the framework's own rules that only tells what it has found. */
export interface PathRouter<Store> {
  /** Adds a pattern. Where two routes could be meant, the framework's rules say which is found. */
  readonly add: (method: string, path: string, store: Store, host?: HostConstraint) => void;
  /** What a request for `url` reaches; a query is ignored. */
  readonly find: (method: string, url: string, host: string | undefined) => Store | undefined;
  /** The path parameters of what `find` finds, in the router's own form. */
  readonly paramsOf: (method: string, url: string, host: string | undefined) => unknown;
}

/** One method of a route at one path. */
export interface PathEntry<Request> {
  readonly method: string;
  readonly path: string;
  readonly route: TableRoute<Request>;
  /** Which methods of the path share the policy; made when the first preflight asks. */
  plan?: GrantPlan<Request>;
}

/** Tells which route the actual request would reach. */
export interface PathTable<Request> {
  /** Whether any route is bound to a host. */
  readonly hasHosts: boolean;
  readonly find: PathRouter<PathEntry<Request>>['find'];
  /** Entries of methods that the path has, `OPTIONS` excepted: it is there for everything, often as `*`. */
  readonly findAny: (url: string, host: string | undefined) => readonly PathEntry<Request>[];
  /** The policy of the entry found at `url`, and the methods there that share it. */
  readonly targetOf: (
    entry: PathEntry<Request>,
    policy: CompiledPolicy<Request>,
    url: string,
    host: string | undefined,
  ) => PreflightTarget<Request>;
}

/** Feeds every route of the application, covered or not, to a router: an uncovered one can shadow a covered one. */
export function createPathTable<Request>(
  routes: readonly TableRoute<Request>[],
  router: PathRouter<PathEntry<Request>>,
): PathTable<Request> {
  const { find } = router;
  const entries = addEntries(routes, router);
  const methods = [...new Set(entries.map(({ method }) => method))];
  const hasHosts = routes.some(({ host }) => host !== undefined);
  const planGrant = createGrantPlanner(entries, methods, find, hasHosts);
  const makeTarget = createTargets<Request>();
  return {
    hasHosts,
    find,
    findAny: (url, host) =>
      methods
        .filter((method) => method !== 'OPTIONS')
        .flatMap((method) => find(method, url, host) ?? []),
    targetOf: (entry, policy, url, host) => {
      const plan = (entry.plan ??= planGrant(entry, policy, makeTarget));
      if (plan.target !== undefined) return plan.target;
      const { shared } = plan;
      const isShared = (method: string): boolean => {
        if (!shared.has(method)) return false;
        return shared.get(method) ?? find(method, url, host)?.route.resolved?.policy === policy;
      };
      return makeTarget(policy, methods.filter(isShared), patternOf(entry.route, entry.path));
    },
  };
}

function addEntries<Request>(
  routes: readonly TableRoute<Request>[],
  router: PathRouter<PathEntry<Request>>,
): readonly PathEntry<Request>[] {
  const entries: PathEntry<Request>[] = [];
  const known = new Set<string>();
  const declared = everyPath(routes);
  // Whichever of those with unseen constraints answers: boot has seen to it that they are alike.
  const open = declared.filter(({ route }) => !isConstrained(route));
  const constrained = declared.filter(({ route }) => isConstrained(route));
  for (const { route, method, path } of [...open, ...constrained]) {
    const { host } = route;
    const key = `${method} ${path} ${String(host)}`;
    if (known.has(key)) continue;
    known.add(key);
    const entry: PathEntry<Request> = { method, path, route };
    router.add(method, path, entry, host);
    entries.push(entry);
  }
  return entries;
}

/** Equal grants are one object: most routes share a few. */
function createTargets<Request>(): MakeTarget<Request> {
  const grants = new Map<CompiledPolicy<Request>, Map<string, MethodGrant>>();
  const grantOf = (policy: CompiledPolicy<Request>, shared: readonly string[]): MethodGrant => {
    const ofPolicy = grants.get(policy) ?? new Map<string, MethodGrant>();
    grants.set(policy, ofPolicy);
    const key = shared.join();
    const grant = ofPolicy.get(key) ?? grantMethods(policy.policy, shared);
    ofPolicy.set(key, grant);
    return grant;
  };
  return (policy, shared, route) => ({ policy, methods: grantOf(policy, shared), route });
}
