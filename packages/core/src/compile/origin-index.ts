import { parseOrigin } from '../fetch/origin.ts';
import type { ExactOrigin, OriginPattern, OriginRegExp } from '../policy/origin-rule.ts';
import { type PatternTree, addPattern, isInTree, newPatternTree } from './subdomain-tree.ts';

/**
 * Rules, ready to be asked: exact origins cost one look-up, however many there are. Plain data, and as
 * little of it as there are rules: a list of tenants has one for each of them, mostly with one origin.
 */
export interface OriginIndex {
  first: string | undefined;
  /** All exact origins, once there are two. */
  exact: Set<string> | undefined;
  patterns: PatternTree | undefined;
  regexps: RegExp[] | undefined;
}

/** An index with nothing in it. */
export const newOriginIndex = (): OriginIndex => ({
  first: undefined,
  exact: undefined,
  patterns: undefined,
  regexps: undefined,
});

/** Adds one more rule. */
export function addRule(
  index: OriginIndex,
  rule: ExactOrigin | OriginPattern | OriginRegExp,
): void {
  if (rule.kind === 'exact') addExact(index, rule.source);
  else if (rule.kind === 'pattern') addPattern((index.patterns ??= newPatternTree()), rule);
  // A copy: nobody outside can change what it compiled to (Annex B, RegExp.prototype.compile).
  else (index.regexps ??= []).push(new RegExp(rule.regexp));
}

function addExact(index: OriginIndex, origin: string): void {
  if (index.first === undefined) index.first = origin;
  else (index.exact ??= new Set([index.first])).add(origin);
}

/** Whether an `Origin`, as it arrived, is covered. Compared byte for byte. (Fetch, "CORS check", step 4) */
export function isInIndex(
  { first, exact, patterns, regexps }: OriginIndex,
  origin: string,
): boolean {
  if (exact === undefined ? first === origin : exact.has(origin)) return true;
  if (patterns === undefined && regexps === undefined) return false;
  // Bounds the length, too, before any RegExp runs.
  const parsed = parseOrigin(origin);
  if (parsed?.kind !== 'tuple') return false;
  if (patterns !== undefined && isInTree(patterns, parsed)) return true;
  return regexps?.some((regexp) => regexp.test(origin)) ?? false;
}
