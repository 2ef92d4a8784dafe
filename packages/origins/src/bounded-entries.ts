import { type CorsIssue, maxShownProblems, show } from '@routecors/core';

import { inSlices } from './in-slices.ts';

/** Longer keys are nobody's: they would only fill the memory. */
const maxKeyLength = 1024;

/** What a source gave, within bounds, and what is beyond them. */
export interface BoundedEntries {
  readonly entries: readonly unknown[];
  readonly problems: readonly CorsIssue[];
  /** How many are beyond. */
  readonly problemCount: number;
}

/**
 * Cuts to `max` entries. What is beyond serves nobody; the entries before it still come and go with
 * the source, so that an origin that was taken out of it is out.
 *
 * @throws TypeError if it is no array
 */
export async function boundEntries(
  loaded: unknown,
  name: string,
  max: number,
  signal: AbortSignal,
): Promise<BoundedEntries> {
  if (!Array.isArray(loaded)) {
    throw new TypeError(
      `The source of the list "${name}" gave ${show(loaded)}, which is no array. Fix: let load() resolve with an array of origins.`,
    );
  }
  const given = loaded as readonly unknown[];
  const within = Math.min(given.length, max);
  const problems: CorsIssue[] = [];
  let longKeys = 0;
  const entries: unknown[] = [];
  const takeIn = (index: number): boolean => {
    const entry = given[index];
    const key = keyOf(entry);
    if (key === undefined || key.length <= maxKeyLength) {
      entries.push(entry);
      return true;
    }
    longKeys += 1;
    if (longKeys < maxShownProblems) problems.push(longKey(key, `${name}[${index}].key`));
    return true;
  };
  await inSlices(within, takeIn, signal);
  const beyond = given.length - within;
  if (beyond > 0) {
    problems.push({
      code: 'origin-list-size',
      path: `${name}[${max}]`,
      value: given.length,
      message: `The list has ${given.length} entries, and only the first ${max} are taken.`,
      hint: 'Take out what nobody needs, raise maxEntries, or ask for single origins: createOriginLookup.',
    });
  }
  return { entries, problems, problemCount: longKeys + beyond };
}

function longKey(key: string, path: string): CorsIssue {
  return {
    code: 'origin-list-key',
    path,
    value: show(key),
    message: `The key ${show(key)} has ${key.length} characters, and ${maxKeyLength} are the most.`,
    hint: 'Find tenants by something shorter.',
  };
}

/** Whether two lists have the same entries in the same order: then there is nothing to replace. */
export async function areSame(
  one: readonly unknown[],
  other: readonly unknown[],
  signal: AbortSignal,
): Promise<boolean> {
  if (one.length !== other.length) return false;
  let areAll = true;
  await inSlices(one.length, (index) => (areAll = isSame(one[index], other[index])), signal);
  return areAll;
}

function isSame(one: unknown, other: unknown): boolean {
  if (one === other) return true;
  const key = keyOf(one);
  return key !== undefined && key === keyOf(other) && originOf(one) === originOf(other);
}

function keyOf(entry: unknown): string | undefined {
  if (typeof entry !== 'object' || entry === null) return undefined;
  const { key } = entry as { readonly key?: unknown };
  return typeof key === 'string' ? key : undefined;
}

function originOf(entry: unknown): unknown {
  return (entry as { readonly origin?: unknown }).origin;
}
