import type { Decision } from '../decide/decision.ts';

/** What the response depends on, for caches. `undefined` where it depends on nothing. (RFC 9110, section 12.5.5) */
export function vary(decision: Decision): string | undefined {
  return decision.kind === 'preflight' ? decision.policy.preflightVary : decision.policy.vary;
}

/**
 * Adds names to a `Vary` that is there already: nothing is lost, nothing stands twice, and `*`,
 * which says all there is to say, stays.
 *
 * @param present the value of `Vary` so far, several lines as an array
 * @param added names between `, `, as {@link vary} makes them
 */
export function mergeVary(present: string | readonly string[] | undefined, added: string): string {
  const lines = typeof present === 'string' ? [present] : (present ?? []);
  if (lines.length === 0) return added;
  const names = lines.flatMap((line) => line.split(',')).map((name) => name.trim());
  const kept = names.filter((name) => name !== '');
  if (kept.includes('*')) return '*';
  const known = new Set(kept.map((name) => name.toLowerCase()));
  const missing = added.split(', ').filter((name) => !known.has(name.toLowerCase()));
  return [...kept, ...missing].join(', ');
}
