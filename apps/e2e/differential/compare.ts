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

/** Runs the agent once more, with the quirks of these differences. */
export type Rerun = (pair: Pair, quirks: readonly KnownDifference[]) => Promise<Observation>;

export async function compare(
  name: KnownDifference['browser'],
  pairs: readonly Pair[],
  agent: readonly Observation[],
  browser: readonly Observation[],
  rerun: Rerun,
): Promise<Comparison> {
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
    const reasons = await excuse(name, pair, theirs, rerun);
    if (reasons === undefined) differences.push(describe(name, pair, ours, theirs));
    else for (const reason of reasons) known.set(reason, (known.get(reason) ?? 0) + 1);
  }
  return { equal, readable, known, differences };
}

/** A pair of several redirects and calls can meet as many quirks at once. */
const mostQuirks = 4;

/** The fewest known differences with which the agent does the very same as the browser. */
export async function excuse(
  name: KnownDifference['browser'],
  pair: Pair,
  theirs: Observation,
  rerun: Rerun,
): Promise<readonly KnownDifference[] | undefined> {
  const candidates = knownDifferences.filter(
    ({ browser, concerns }) => browser === name && concerns(pair),
  );
  for (const quirks of subsets(candidates, mostQuirks)) {
    if (isDeepStrictEqual(await rerun(pair, quirks), theirs)) return quirks;
  }
  return undefined;
}

/** The subsets of 1 to `most` items, small ones first. */
function subsets<Item>(items: readonly Item[], most: number): Item[][] {
  let last: Item[][] = [[]];
  const all: Item[][] = [];
  for (let size = 1; size <= most; size += 1) {
    last = last.flatMap((subset) => {
      const from = subset.length === 0 ? 0 : items.indexOf(subset.at(-1) as Item) + 1;
      return items.slice(from).map((item) => [...subset, item]);
    });
    all.push(...last);
  }
  return all;
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
  const heads = [ours, theirs].map(({ arrived }) =>
    arrived.map((head) => `${head['method']} ${head['path']}`).join(', '),
  );
  return [
    `pair ${pair.id}: ${JSON.stringify(pair)}`,
    `  agent:    ${heads[0]}`,
    `  browser:  ${heads[1]}`,
    ...lines,
  ].join('\n');
}

type Properties = Readonly<Record<string, unknown>>;

const show = (value: unknown): string => JSON.stringify(value) ?? 'nothing';
