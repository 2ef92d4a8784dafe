import { type CorsIssue, CorsPolicyError, createResolver, emptyDraft } from '@routecors/core';

import type { Usage } from './usage.ts';

/** The options of a registration, or of a route. */
export interface SuggestedOptions {
  readonly origin: readonly string[] | false;
  readonly credentials?: true;
}

/** A page on a route, and how often it asked. */
export interface CountedUse {
  readonly route: string;
  readonly origin: string;
  readonly count: number;
}

/** The policy that would have granted what was used, and nothing else on the routes that were asked. */
export interface Suggestion {
  /** For the registration: the origins that used every route. */
  readonly policy: SuggestedOptions;
  /** Routes that more origins used. */
  readonly routes: readonly { readonly route: string; readonly origin: readonly string[] }[];
  /** What the policy is made of, the commonest first. */
  readonly used: readonly CountedUse[];
  /** Used, and less often than was asked for. */
  readonly rare: readonly CountedUse[];
  /** Used, and boot would refuse it. */
  readonly refused: readonly (CountedUse & { readonly issue: CorsIssue })[];
  /** Denied, and still denied. */
  readonly denied: readonly CountedUse[];
}

/** What of the uses counts, and what the policy is to be. */
export interface SuggestionOptions {
  /** Uses of a route by an origin that are needed for it to count. */
  readonly atLeast: number;
  readonly credentials: boolean;
}

/** Makes the narrowest policy for what was used. */
export function suggest(
  { granted, denied }: Usage,
  { atLeast, credentials }: SuggestionOptions,
): Suggestion {
  const common = credentials ? ({ credentials: true } as const) : {};
  const issueOf = createBoot(common);
  const used: CountedUse[] = [];
  const rare: CountedUse[] = [];
  const refused: (CountedUse & { issue: CorsIssue })[] = [];
  for (const use of byCount(granted)) {
    const issue = issueOf(use.origin);
    if (use.count < atLeast) rare.push(use);
    else if (issue === undefined) used.push(use);
    else refused.push({ ...use, issue });
  }
  const originsOf = groupOrigins(used);
  const everywhere = sharedBy([...originsOf.values()]);
  const routes = [...originsOf]
    .filter(([, origins]) => origins.size > everywhere.length)
    .map(([route, origins]) => ({ route, origin: [...origins].toSorted() }))
    .toSorted((a, b) => (a.route < b.route ? -1 : 1));
  const origin = everywhere.length > 0 ? everywhere : false;
  return {
    policy: { ...common, origin },
    routes,
    used,
    rare,
    refused,
    denied: byCount(denied),
  };
}

function byCount(routes: Usage['granted']): readonly CountedUse[] {
  return [...routes]
    .flatMap(([route, counts]) => [...counts].map(([origin, count]) => ({ route, origin, count })))
    .toSorted((a, b) => b.count - a.count);
}

function groupOrigins(uses: readonly CountedUse[]): ReadonlyMap<string, ReadonlySet<string>> {
  const routes = new Map<string, Set<string>>();
  for (const { route, origin } of uses) {
    routes.set(route, (routes.get(route) ?? new Set()).add(origin));
  }
  return routes;
}

function sharedBy(sets: readonly ReadonlySet<string>[]): readonly string[] {
  const [first, ...others] = sets;
  return [...(first ?? [])].filter((each) => others.every((set) => set.has(each))).toSorted();
}

/** What boot would say of an origin in a policy; asked once for each. */
function createBoot(policy: object): (origin: string) => CorsIssue | undefined {
  const known = new Map<string, CorsIssue | undefined>();
  return (origin) => {
    if (!known.has(origin)) known.set(origin, issueIn({ ...policy, origin: [origin] }));
    return known.get(origin);
  };
}

function issueIn(value: object): CorsIssue | undefined {
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: 'suggestion', value }));
  try {
    resolver.report.finish();
    return undefined;
  } catch (error) {
    if (error instanceof CorsPolicyError) return error.issues[0];
    throw error;
  }
}
