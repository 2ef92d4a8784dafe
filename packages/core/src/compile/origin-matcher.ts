import type { RouteTarget } from '../fetch/route-target.ts';
import type { LiveOriginRule, OriginRule } from '../policy/origin-rule.ts';
import type { Policy } from '../policy/policy.ts';
import { type LiveOrigins, followList } from './live-origins.ts';
import { addRule, isInIndex, newOriginIndex } from './origin-index.ts';

/** Whether an `Origin`, as it arrived, is in a set of rules. */
export type OriginMatcher = (origin: string) => boolean;

/** The same for lists whose entries have keys. */
export type KeyedMatcher = (origin: string, target: RouteTarget) => boolean;

/** The rules of a policy, ready to be asked. */
export interface CompiledRules {
  readonly kind: 'rules';
  readonly matches: OriginMatcher;
  /** Asked after {@link matches}; `undefined` where no list has keys, so that nobody need find out the route. */
  readonly matchesKeyed: KeyedMatcher | undefined;
}

/** Makes the matcher of a list of origins, patterns, RegExps and live lists. */
export function compileOrigins(rules: readonly OriginRule[], policy: Policy): CompiledRules {
  const index = newOriginIndex();
  const lists: LiveOriginRule[] = [];
  for (const rule of rules) {
    if (rule.kind === 'list') lists.push(rule);
    else addRule(index, rule);
  }
  const isWritten: OriginMatcher = (origin) => isInIndex(index, origin);
  if (lists.length === 0) return { kind: 'rules', matches: isWritten, matchesKeyed: undefined };

  const live = lists.map(({ list }) => followList(list, policy));
  const open = live.filter(({ list }) => list.tenant === undefined);
  const keyed = live.filter(({ list }) => list.tenant !== undefined);
  return {
    kind: 'rules',
    matches: orInLists(isWritten, open),
    matchesKeyed:
      keyed.length === 0
        ? undefined
        : (origin, target) => keyed.some((each) => isOfTenant(each, origin, target)),
  };
}

/** One list is the common case, and asked without a loop. */
function orInLists(isWritten: OriginMatcher, lists: readonly LiveOrigins[]): OriginMatcher {
  const [only, ...others] = lists;
  if (only === undefined) return isWritten;
  if (others.length === 0) {
    return (origin) => isInIndex(only.entries.all, origin) || isWritten(origin);
  }
  return (origin) =>
    isWritten(origin) || lists.some(({ entries }) => isInIndex(entries.all, origin));
}

function isOfTenant(live: LiveOrigins, origin: string, target: RouteTarget): boolean {
  const key = live.list.tenant?.(target);
  // Who is asked through `any` may return anything; nobody is the tenant of it.
  const own = typeof key === 'string' ? live.entries.byKey.get(key) : undefined;
  return own !== undefined && isInIndex(own, origin);
}
