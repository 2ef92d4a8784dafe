import { parseOrigin } from '../fetch/origin.ts';
import type { OriginPattern, OriginRule } from '../policy/origin-rule.ts';
import { compilePatterns } from './subdomain-tree.ts';

/** Whether an `Origin`, as it arrived, is in a set of rules. Compared byte for byte. (Fetch, "CORS check", step 4) */
export type OriginMatcher = (origin: string) => boolean;

/** Makes the matcher of a list of origins, patterns and RegExps. Exact origins cost one look-up, however many there are. */
export function compileOrigins(rules: readonly OriginRule[]): OriginMatcher {
  const exact = new Set<string>();
  const patterns: OriginPattern[] = [];
  const regexps: RegExp[] = [];
  for (const rule of rules) {
    if (rule.kind === 'exact') exact.add(rule.source);
    else if (rule.kind === 'pattern') patterns.push(rule);
    // A copy: nobody outside can change what it compiled to (Annex B, RegExp.prototype.compile).
    else regexps.push(new RegExp(rule.regexp));
  }
  if (patterns.length === 0 && regexps.length === 0) return (origin) => exact.has(origin);

  const isInPatterns = compilePatterns(patterns);
  return (origin) => {
    if (exact.has(origin)) return true;
    // Bounds the length, too, before any RegExp runs.
    const parsed = parseOrigin(origin);
    if (parsed?.kind !== 'tuple') return false;
    return isInPatterns(parsed) || regexps.some((regexp) => regexp.test(origin));
  };
}
