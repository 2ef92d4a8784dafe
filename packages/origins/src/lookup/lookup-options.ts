import type { RouteTarget } from '@routecors/core';

import { checkKeys, checkWhole, refuser } from '../list-options.ts';

/** What a lookup is made of. Times are milliseconds. */
export interface OriginLookupOptions {
  /**
   * Whether pages of this origin are let in. Only `true` is yes. It is told the tenant, if there is
   * one; what it throws denies those of whom nothing is known.
   */
  readonly lookup: (
    origin: string,
    asked: { readonly tenant: string | undefined; readonly signal: AbortSignal },
  ) => boolean | Promise<boolean>;
  /** The tenant that a request is for, by what its preflight shows as well. Answers are kept for each. Default: none. */
  readonly tenant?: (target: RouteTarget) => string | undefined;
  /** How long a yes is fresh. Default: 60,000. */
  readonly ttl?: number;
  /** How long a no is fresh: whoever is added waits so long at most. Default: 10,000. */
  readonly negativeTtl?: number;
  /** How much longer a yes is given at once, while it is asked again. Default: 60,000. */
  readonly staleWhileRevalidate?: number;
  /** How much longer a yes is given while the answer cannot be had. Default: 3,600,000, an hour. */
  readonly staleIfError?: number;
  /** How many a yes is kept of. Default: 10,000. */
  readonly max?: number;
  /** How many a no is kept of, in a place of their own: strangers do not push out friends. Default: 10,000. */
  readonly maxNegative?: number;
  /** After how long an answer is given up. Requests are denied after 5,000 in any case. Default: 3,000. */
  readonly timeout?: number;
  /** How many are asked about at once. Default: 16. */
  readonly concurrency?: number;
  /** How many strangers wait for that; all others are denied. Who is known to be let in always waits, and in front. Default: 1,000. */
  readonly maxQueue?: number;
}

/** With everything decided. */
export type LookupSettings = Required<Omit<OriginLookupOptions, 'tenant'>> &
  Pick<OriginLookupOptions, 'tenant'>;

const defaults = {
  ttl: 60_000,
  negativeTtl: 10_000,
  staleWhileRevalidate: 60_000,
  staleIfError: 3_600_000,
  max: 10_000,
  maxNegative: 10_000,
  timeout: 3000,
  concurrency: 16,
  maxQueue: 1000,
};

/** The least that each number may be. */
const least: Readonly<Record<string, number>> = {
  ttl: 1,
  max: 1,
  maxNegative: 1,
  timeout: 1,
  concurrency: 1,
};

/** @throws TypeError that names the option, its value and what to write */
export function lookupSettings(options: OriginLookupOptions): LookupSettings {
  const place = 'createOriginLookup';
  checkKeys(place, options, ['lookup', 'tenant', ...Object.keys(defaults)]);
  const refuse = refuser(place);
  const { lookup, tenant } = options;
  if (typeof lookup !== 'function') {
    refuse('lookup', lookup, 'a function, as in (origin) => isAllowed(origin)');
  }
  if (tenant !== undefined && typeof tenant !== 'function') {
    refuse('tenant', tenant, 'a function, as in ({ params }) => params.tenant');
  }
  const settings = { ...defaults, ...options };
  for (const name of Object.keys(defaults) as (keyof typeof defaults)[]) {
    checkWhole(refuse, name, settings[name], least[name] ?? 0, 2 ** 31 - 1);
  }
  return settings;
}
