import type { Decision } from '../decide/decision.ts';

/** What the response depends on, for caches. `undefined` where it depends on nothing. (RFC 9110, section 12.5.5) */
export function vary(decision: Decision): string | undefined {
  return decision.kind === 'preflight' ? decision.policy.preflightVary : decision.policy.vary;
}

/**
 * Adds names to a `Vary` that is there already: nothing is lost, nothing is added twice, and `*`,
 * which says all there is to say, stays.
 *
 * @param present the lines of `Vary` so far
 * @param added names between `, `, as {@link vary} makes them
 * @returns `undefined` where there is nothing on either side
 */
export function mergeVary(
  present: readonly string[],
  added: string | undefined,
): string | undefined {
  if (present.length === 0) return added;
  if (added === undefined) return present.join(', ');
  const names = present.flatMap((line) => line.split(',')).map((name) => name.trim());
  const kept = names.filter((name) => name !== '');
  if (kept.includes('*')) return '*';
  const known = new Set(kept.map((name) => name.toLowerCase()));
  const missing = added.split(', ').filter((name) => !known.has(name.toLowerCase()));
  return [...kept, ...missing].join(', ');
}
