import { type RouteTarget, nearestName, show } from '@routecors/core';

import type { OriginLog } from './announcer.ts';
import type { Backoff } from './backoff.ts';
import type { OriginSource } from './origin-source.ts';

/** What a list is made of. Times are milliseconds. */
export interface OriginListOptions {
  /** Where its entries come from. */
  readonly source: OriginSource;
  /** What problems and statuses call it. Default: the source's own name. */
  readonly name?: string;
  /**
   * For entries with keys: the key of those that count for a request, by what its preflight shows as well: host and
   * path. `undefined` for none.
   */
  readonly tenant?: (target: RouteTarget) => string | undefined;
  /** How many entries are taken; what is beyond is left out and reported. Default: 100,000. */
  readonly maxEntries?: number;
  /**
   * Fewer entries than this are taken for a fault of the source, and the last good ones stay: a
   * Redis that has lost its data, say, has an empty set. Default: 0.
   */
  readonly minEntries?: number;
  /** How long to rest between two loads, however often the source changes. The first change is loaded at once. Default: 50. */
  readonly debounce?: number;
  /** How often to load without being told of a change, a tenth more or less; `false` for never. Default: 60,000. */
  readonly poll?: number | false;
  /** After how long a load is given up. Default: 10,000. */
  readonly timeout?: number;
  /** How long to wait after a failure. */
  readonly backoff?: Backoff;
  /** A file for the last good entries, so that a process can start while the store is down. Default: none. */
  readonly snapshot?: string;
  /** Hears what goes wrong, once, and when it is over. Default: warnings of the process. */
  readonly log?: OriginLog;
}

/** With everything decided. */
export type ListSettings = Required<Omit<OriginListOptions, 'tenant' | 'snapshot' | 'log'>> &
  Pick<OriginListOptions, 'tenant' | 'snapshot' | 'log'>;

/** The longest that a timer takes. */
const maxTime = 2 ** 31 - 1;

/** @throws TypeError that names the option, its value and what to write */
export function listSettings(options: OriginListOptions): ListSettings {
  checkKeys('createOriginList', options, listKeys);
  const { source, tenant, name = source?.name ?? 'origins', backoff = {}, snapshot, log } = options;
  const { maxEntries = 100_000, minEntries = 0, debounce = 50, poll = 60_000 } = options;
  const { timeout = 10_000 } = options;
  const refuse = refuser('createOriginList');
  if (typeof source?.load !== 'function') {
    refuse('source', source, "such as fileSource('origins.json'), or an object with load(signal)");
  }
  if (typeof name !== 'string' || name === '') refuse('name', name, 'a word, such as tenants');
  if (tenant !== undefined && typeof tenant !== 'function') {
    refuse('tenant', tenant, 'a function, as in ({ params }) => params.tenant');
  }
  checkWhole(refuse, 'maxEntries', maxEntries, 1, 10_000_000);
  checkWhole(refuse, 'minEntries', minEntries, 0, maxEntries);
  checkWhole(refuse, 'debounce', debounce, 0, maxTime);
  if (poll !== false) checkWhole(refuse, 'poll', poll, 10, maxTime);
  checkWhole(refuse, 'timeout', timeout, 1, maxTime);
  if (backoff.min !== undefined) checkWhole(refuse, 'backoff.min', backoff.min, 1, maxTime);
  if (backoff.max !== undefined) checkWhole(refuse, 'backoff.max', backoff.max, 1, maxTime);
  if (snapshot !== undefined && typeof snapshot !== 'string') {
    refuse('snapshot', snapshot, 'the path of a file');
  }
  return {
    source,
    name,
    maxEntries,
    minEntries,
    debounce,
    poll,
    timeout,
    backoff,
    ...(tenant && { tenant }),
    ...(snapshot !== undefined && { snapshot }),
    ...(log && { log }),
  };
}

const listKeys = [
  'source',
  'name',
  'tenant',
  'maxEntries',
  'minEntries',
  'debounce',
  'poll',
  'timeout',
  'backoff',
  'snapshot',
  'log',
];

type Refuse = (option: string, value: unknown, wanted: string) => never;

/** Makes what throws for one function's options. */
export function refuser(place: string): Refuse {
  return (option, value, wanted) => {
    throw new TypeError(`${place}: ${option} is ${show(value)}. Fix: write ${wanted}.`);
  };
}

/** @throws TypeError for a name that is none of these, with the nearest one */
export function checkKeys(place: string, options: object, known: readonly string[]): void {
  for (const key of Object.keys(options)) {
    if (known.includes(key)) continue;
    const near = nearestName(key, known);
    throw new TypeError(
      `${place}: there is no option ${show(key)}. Fix: ${near === undefined ? `use one of ${known.join(', ')}` : `write ${near}`}.`,
    );
  }
}

/** Whole numbers only. */
export function checkWhole(
  refuse: Refuse,
  option: string,
  value: unknown,
  min: number,
  max: number,
): void {
  if (Number.isInteger(value) && (value as number) >= min && (value as number) <= max) return;
  refuse(option, value, `a whole number from ${min} to ${max}`);
}
