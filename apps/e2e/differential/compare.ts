import { isDeepStrictEqual } from 'node:util';

import { type KnownDifference, knownDifferences } from './known-differences.ts';
import type { Observation, Pair } from './pair.ts';

export interface Comparison {
  /** Pairs whose observations are equal. */
  readonly equal: number;
  /** Pairs in which the page could read something. */
  readonly readable: number;
  /** How many pairs differ for each known reason. */
  readonly known: ReadonlyMap<KnownDifference, number>;
  /** What should not be: a description of each. */
  readonly differences: readonly string[];
}

export function compare(
  name: KnownDifference['browser'],
  pairs: readonly Pair[],
  agent: readonly Observation[],
  browser: readonly Observation[],
): Comparison {
  const known = new Map<KnownDifference, number>();
  const differences: string[] = [];
  let equal = 0;
  let readable = 0;
  for (const [index, pair] of pairs.entries()) {
    const ours = agent[index];
    const theirs = browser[index];
    if (ours === undefined || theirs === undefined) throw new Error(`Pair ${pair.id} was not run.`);
    if (ours.seen.some((seen) => !('error' in seen) && seen.status > 0)) readable += 1;
    if (isDeepStrictEqual(ours, theirs)) {
      equal += 1;
      continue;
    }
    const reason = knownDifferences.find(
      (candidate) => candidate.browser === name && candidate.applies(pair, ours, theirs),
    );
    if (reason === undefined) differences.push(describe(name, pair, ours, theirs));
    else known.set(reason, (known.get(reason) ?? 0) + 1);
  }
  return { equal, readable, known, differences };
}

/** The pair, and what differs: of each call and each request, the properties. */
function describe(name: string, pair: Pair, ours: Observation, theirs: Observation): string {
  const lines = (['seen', 'arrived'] as const).flatMap((what) => {
    const count = Math.max(ours[what].length, theirs[what].length);
    return Array.from({ length: count }, (_, index) => index).flatMap((index) => {
      const a: Properties = { ...ours[what][index] };
      const b: Properties = { ...theirs[what][index] };
      const names = [...new Set([...Object.keys(a), ...Object.keys(b)])];
      return names
        .filter((key) => !isDeepStrictEqual(a[key], b[key]))
        .map((key) => `  ${what}[${index}].${key}: agent ${show(a[key])}, ${name} ${show(b[key])}`);
    });
  });
  return [`pair ${pair.id}: ${JSON.stringify(pair)}`, ...lines].join('\n');
}

type Properties = Readonly<Record<string, unknown>>;

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
