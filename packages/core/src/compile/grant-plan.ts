import type { CompiledPolicy } from './compiled-policy.ts';
import { isSameShape, segmentsMayOverlap, segmentsOf } from './path-overlap.ts';
import type { PathEntry, PathRouter } from './path-table.ts';
import type { PreflightTarget } from './preflight-target.ts';
import { patternOf } from './table-route.ts';

/** Which methods share an entry's policy at a path that the entry is found at. */
export type GrantPlan<Request> =
  | { readonly target: PreflightTarget<Request> }
  /** That depends on the path; `undefined` for each method whose route has to be looked up there. */
  | { readonly target: undefined; readonly shared: ReadonlyMap<string, boolean | undefined> };

/** Makes a policy's grant of methods, in the order in which they are listed, for the route with that pattern. */
export type MakeTarget<Request> = (
  policy: CompiledPolicy<Request>,
  shared: readonly string[],
  route: string,
) => PreflightTarget<Request>;

/**
 * Makes the planner of a table. A grant lists every method of a path that shares the policy, and
 * asking the router for each of them at every preflight would cost more than all the rest of it. So
 * it is asked in advance, when the first preflight comes by.
 */
export function createGrantPlanner<Request>(
  entries: readonly PathEntry<Request>[],
  methods: readonly string[],
  find: PathRouter<PathEntry<Request>>['find'],
  hasHosts: boolean,
): (
  entry: PathEntry<Request>,
  policy: CompiledPolicy<Request>,
  makeTarget: MakeTarget<Request>,
) => GrantPlan<Request> {
  const unknown = new Map(methods.map((method) => [method, undefined]));
  let rivals: readonly Rival<Request>[] | undefined;
  return (entry, policy, makeTarget) => {
    const { path } = entry;
    const pattern = patternOf(entry.route, path);
    if (hasHosts) return { target: undefined, shared: unknown };
    const shares = (found: PathEntry<Request> | undefined): boolean =>
      found?.route.resolved?.policy === policy;
    if (!isPattern(path)) {
      const isShared = (method: string): boolean => shares(find(method, path, undefined));
      return { target: makeTarget(policy, methods.filter(isShared), pattern) };
    }
    rivals ??= entries.map((each) => ({ entry: each, segments: segmentsOf(each.path) }));
    const segments = segmentsOf(path);
    const shared = new Map<string, boolean | undefined>();
    for (const rival of rivals) {
      if (!segmentsMayOverlap(segments, rival.segments)) continue;
      const { method } = rival.entry;
      // The one route of its method that may match any of these paths, and it matches them all.
      const isSure = !shared.has(method) && isSameShape(path, rival.entry.path);
      shared.set(method, isSure ? shares(rival.entry) : undefined);
    }
    if ([...shared.values()].includes(undefined)) return { target: undefined, shared };
    const isShared = (method: string): boolean => shared.get(method) === true;
    return { target: makeTarget(policy, methods.filter(isShared), pattern) };
  };
}

interface Rival<Request> {
  readonly entry: PathEntry<Request>;
  readonly segments: readonly string[];
}

/** Whether more than one path matches, or may. */
const isPattern = (path: string): boolean => /[:*({%]/.test(path);
