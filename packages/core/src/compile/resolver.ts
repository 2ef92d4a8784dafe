import { type BootReport, createBootReport } from '../policy/boot-report.ts';
import { type Draft, addLevel, addScope, draftOfPolicy } from '../policy/draft.ts';
import type { Level } from '../policy/level.ts';
import type { OriginList } from '../policy/origin-list.ts';
import type { Policy } from '../policy/policy.ts';
import { checkMethods, resolvePolicy } from '../policy/resolve.ts';
import { warnOfEmptyOrigins, warnOfLoopback, warnOfUnseenVary } from '../policy/warnings.ts';
import { type CompiledPolicy, createCompiler } from './compiled-policy.ts';

/** A route's policy, and which level each option came from. */
export interface ResolvedPolicy<Request> {
  readonly from: Draft['from'];
  readonly policy: CompiledPolicy<Request>;
}

/**
 * What an adapter asks while the server boots: levels in, compiled policies out, problems collected.
 * Routes that say nothing of their own share the work and the result of the level above.
 */
export interface Resolver<Request> {
  /** The draft below a registration. */
  readonly scope: (around: Draft, level: Level) => Draft;
  /** The policy of a draft; `undefined` where it was refused. */
  readonly resolve: (draft: Draft) => ResolvedPolicy<Request> | undefined;
  /** The policy of a route with these methods, which may add levels of its own. */
  readonly route: (
    around: Draft,
    levels: readonly Level[],
    route: { readonly path: string; readonly methods: readonly string[] },
  ) => ResolvedPolicy<Request> | undefined;
  /** The named policies of a scope, less those that only `extends` can use, since they say no origin. */
  readonly named: (draft: Draft) => ReadonlyMap<string, CompiledPolicy<Request>>;
  /** The live lists of all policies that were resolved so far, shadows included. */
  readonly lists: ReadonlySet<OriginList>;
  readonly report: BootReport;
}

/** A resolver with nothing in it: one for each server. */
export function createResolver<Request = unknown>(): Resolver<Request> {
  const report = createBootReport();
  const compile = createCompiler<Request>();
  const lists = new Set<OriginList>();
  const resolved = new Map<Draft, ResolvedPolicy<Request> | undefined>();

  const resolve = (draft: Draft): ResolvedPolicy<Request> | undefined => {
    if (resolved.has(draft)) return resolved.get(draft);
    const policy = resolvePolicy(draft, report.refuse);
    if (policy) {
      const place = draft.from.origin ?? draft.path;
      warnOfUnseenVary(policy, draft.from.vary ?? draft.path, report.warn);
      warnOfEmptyOrigins(policy, place, report.warn);
      warnOfLoopback(policy, place, report.warn);
    }
    for (const list of listsOf(policy)) lists.add(list);
    const result = policy && { from: draft.from, policy: compile(policy) };
    resolved.set(draft, result);
    return result;
  };

  return {
    report,
    lists,
    scope: (around, level) => {
      const draft = addScope(around, level, report.refuse);
      // A trap in a named policy shows at this start, not at the one after the first route uses it.
      for (const [name, levels] of draft.policies) {
        const isOwn = around.policies.get(name) !== levels;
        const named = draftOfPolicy(draft, levels);
        if (isOwn && named.fields.origin) resolvePolicy(named, report.refuse);
      }
      return draft;
    },
    resolve,
    named: (draft) => {
      const policies = new Map<string, CompiledPolicy<Request>>();
      for (const [name, levels] of draft.policies) {
        const named = draftOfPolicy(draft, levels);
        const policy = named.fields.origin && resolve(named)?.policy;
        if (policy) policies.set(name, policy);
      }
      return policies;
    },
    route: (around, levels, { path, methods }) => {
      const draft = levels.reduce<Draft>(
        (below, level) => addLevel(below, level, report.refuse),
        around,
      );
      const result = resolve(draft);
      if (result) {
        const listedAt = draft.from.methods ?? draft.path;
        checkMethods(result.policy.policy, methods, { path, listedAt }, report.refuse);
      }
      return result;
    },
  };
}

function listsOf(policy: Policy | null | undefined): readonly OriginList[] {
  if (!policy) return [];
  const { origin, shadow } = policy;
  const rules = origin.kind === 'rules' ? origin.rules : [];
  const own = rules.flatMap((rule) => (rule.kind === 'list' ? [rule.list] : []));
  return [...own, ...listsOf(shadow)];
}
