import { isDeepStrictEqual } from 'node:util';

import type { DeviationName } from '@routecors/user-agent';

import type { AgentObservation } from './observe-agent.ts';
import type { Observation, Pair } from './pair.ts';

export interface Comparison {
  /** Pairs in which the agent that imitates the browser sees and sends the very same. */
  readonly equal: number;
  /** Pairs in which the page could read something. */
  readonly readable: number;
  /** In how many of them each deviation from the standard made a difference. */
  readonly deviations: ReadonlyMap<DeviationName, number>;
  /** Pairs that are equal once the agent forgets what preflights granted before a later call. */
  readonly forgotten: number;
  /** What should not be: a description of each. */
  readonly differences: readonly string[];
}

/** Runs the agent once more, and makes it forget all grants before a call, counted from 0. */
export type Rerun = (pair: Pair, call: number) => Promise<AgentObservation>;

/** `forgets` says that the browser may drop grants at any time, which the standard allows. */
export async function compare(
  name: string,
  pairs: readonly Pair[],
  agent: readonly AgentObservation[],
  browser: readonly Observation[],
  forgets: Rerun | null,
): Promise<Comparison> {
  const deviations = new Map<DeviationName, number>();
  const differences: string[] = [];
  let equal = 0;
  let forgotten = 0;
  let readable = 0;
  for (const [index, pair] of pairs.entries()) {
    const ours = agent[index];
    const theirs = browser[index];
    if (ours === undefined || theirs === undefined) throw new Error(`Pair ${pair.id} was not run.`);
    if (theirs.seen.some((seen) => !('error' in seen) && seen.status > 0)) readable += 1;
    for (const each of ours.deviations) deviations.set(each, (deviations.get(each) ?? 0) + 1);
    if (isDeepStrictEqual(ours.observed, theirs)) equal += 1;
    else if (await isForgetful(pair, theirs, forgets)) forgotten += 1;
    else differences.push(describe(name, pair, ours.observed, theirs));
  }
  return { equal, readable, deviations, forgotten, differences };
}

/** (Fetch, "CORS-preflight cache": entries may go "before that moment arrives") */
async function isForgetful(
  pair: Pair,
  theirs: Observation,
  forgets: Rerun | null,
): Promise<boolean> {
  if (forgets === null) return false;
  for (let call = 1; call < pair.requests.length; call += 1) {
    const { observed } = await forgets(pair, call);
    if (isDeepStrictEqual(observed, theirs)) return true;
  }
  return false;
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
