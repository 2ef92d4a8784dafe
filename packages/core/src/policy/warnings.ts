import { type Report, show } from './issue.ts';
import type { Policy } from './policy.ts';

/**
 * Warns where an origin function reads a header that a preflight does not carry: it would decide
 * about the preflight without it. (Fetch, "CORS-preflight fetch": step 1 makes a new request)
 */
export function warnOfUnseenVary(policy: Policy, path: string, warn: Report): void {
  const unseen = policy.vary.filter((name) => name !== 'host');
  if (unseen.length === 0) return;
  warn({
    code: 'vary-unseen-by-preflight',
    path: `${path}.vary`,
    value: unseen,
    message: `The origin function reads ${unseen.join(', ')}, which no preflight carries: it decides about preflights without.`,
    hint: 'Decide by the origin, the address and the Host alone, or answer every preflight that could be allowed.',
  });
}

/** One route of a path, for comparing it with its neighbours. */
export interface PathRoute {
  readonly method: string;
  readonly policy: Policy;
}

/**
 * Warns where the routes of one path allow different request headers, and one of them asks browsers
 * to remember its grant: the preflight cache is keyed by URL, not by route, so a header granted for
 * one method is not asked about for another. (Fetch, "CORS-preflight cache", "header-name cache entry match")
 */
export function warnOfCarriedHeaders(
  path: string,
  routes: readonly PathRoute[],
  warn: Report,
): void {
  const live = routes.filter(({ policy }) => policy.origin.kind !== 'off');
  const keeper = live.find(({ policy }) => (policy.maxAge ?? 0) > 0);
  if (keeper === undefined) return;
  const granted = JSON.stringify(keeper.policy.allowedHeaders);
  const other = live.find(({ policy }) => JSON.stringify(policy.allowedHeaders) !== granted);
  if (other === undefined) return;
  warn({
    code: 'headers-carried-over',
    path,
    value: [keeper.policy.allowedHeaders, other.policy.allowedHeaders],
    message: `${keeper.method} ${path} allows ${show(keeper.policy.allowedHeaders)} for ${keeper.policy.maxAge} s, and ${other.method} allows ${show(other.policy.allowedHeaders)}: browsers remember header names by URL, so one grant serves both.`,
    hint: 'Give the routes of one path the same allowedHeaders, or set maxAge: 0.',
  });
}
