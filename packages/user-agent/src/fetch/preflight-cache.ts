import { isNonWildcardRequestHeader, isSafelistedMethod } from '@routecors/core';

import type { Deviates } from '../browsers/deviation.ts';
import { requestOrigin } from './request-origin.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';

/** Most URLs of which anything is kept; the oldest go first. */
export const defaultMaxEntries = 1_024;

/** Most grants kept of one URL. */
const mostGrants = 64;

/** What `Access-Control-Max-Age` means where it is absent or no number, in seconds. */
const fallbackMaxAge = 5;

/**
 * Remembers what preflights granted, so that the next request needs none. One per user agent.
 *
 * @see Fetch, section 4.8 "CORS-preflight cache"
 */
export interface PreflightCache {
  /** Whether all that a preflight would ask for was granted before. (Fetch, "HTTP fetch", step 4.1) */
  readonly covers: (request: FetchRequest, headerNames: readonly string[]) => boolean;
  /** Whether anything at all is kept of the request's origin and URL. */
  readonly knows: (request: Pick<FetchRequest, 'origin' | 'urlList'>) => boolean;
  /** Keeps a grant for `maxAge` seconds, an existing one for that long from now on. */
  readonly store: (request: FetchRequest, grant: Grant) => void;
  /** Forgets all about the request's origin and URL. (Fetch, "clear cache entries") */
  readonly clear: (request: Pick<FetchRequest, 'origin' | 'urlList'>) => void;
}

export interface Grant {
  readonly methods: readonly string[];
  readonly headerNames: readonly string[];
  /** Seconds. */
  readonly maxAge: number;
}

export interface PreflightCacheOptions {
  /** The cap on `Access-Control-Max-Age`, in seconds; 0 keeps nothing. */
  readonly maxAge: number;
  /** Most URLs of which anything is kept. */
  readonly entries: number;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

/** What one preflight granted. */
interface Entry {
  readonly credentials: boolean;
  readonly methods: ReadonlySet<string>;
  readonly headerNames: ReadonlySet<string>;
  readonly expires: number;
}

/** Keeps, for each URL and origin, what each preflight granted: all that is left of it counts together. */
export function createPreflightCache(options: PreflightCacheOptions): PreflightCache {
  // In the order in which they were stored, so that the first is the oldest.
  const kept = new Map<string, readonly Entry[]>();
  const entriesOf = (request: Pick<FetchRequest, 'origin' | 'urlList'>): readonly Entry[] =>
    (kept.get(requestKey(request)) ?? []).filter(({ expires }) => expires > options.now());

  return {
    covers(request, headerNames) {
      const entries = entriesOf(request).filter((entry) => serves(entry, request));
      const isCovered = covers(entries, request, headerNames);
      // An engine with one grant for each URL lets go of what does not do.
      if (!isCovered && kept.has(requestKey(request)) && request.deviates('grant-per-url'))
        kept.delete(requestKey(request));
      return isCovered;
    },
    knows: (request) => entriesOf(request).length > 0,
    store(request, grant) {
      const maxAge = Math.min(grant.maxAge, options.maxAge);
      const key = requestKey(request);
      const before = entriesOf(request);
      kept.delete(key);
      const isToNull = request.origin.kind === 'tuple' && requestOrigin(request) === 'null';
      if (isToNull && request.deviates('null-grants-forgotten')) return;
      const entry: Entry = {
        credentials: request.credentials === 'include',
        methods: new Set(grant.methods),
        headerNames: new Set(grant.headerNames.map((name) => name.toLowerCase())),
        expires: options.now() + maxAge * 1_000,
      };
      const replaces = before.length > 0 && request.deviates('grant-per-url');
      kept.set(key, [...(replaces ? [] : before), entry].slice(-mostGrants));
      if (kept.size <= options.entries) return;
      const oldest = kept.keys().next();
      if (oldest.done !== true) kept.delete(oldest.value);
    },
    clear: (request) => {
      kept.delete(requestKey(request));
    },
  };
}

/** An entry made with credentials also serves without, never the reverse. (Fetch, "cache entry match") */
function serves({ credentials }: Entry, request: FetchRequest): boolean {
  const wanted = request.credentials === 'include';
  if (credentials === wanted) return true;
  return credentials && !request.deviates('credentialed-grants-apart');
}

/** (Fetch, "method cache entry match" and "header-name cache entry match") */
function covers(
  entries: readonly Entry[],
  request: FetchRequest,
  headerNames: readonly string[],
): boolean {
  const { method, deviates } = request;
  const isNamed = entries.some(({ methods }) => methods.has(method));
  const needsGrant =
    !isSafelistedMethod(method) ||
    request.useCorsPreflight ||
    (method === 'HEAD' && entries.length > 0 && !isNamed && deviates('head-grant-by-name'));
  if (needsGrant && !isNamed && !entries.some((entry) => isAny(entry.methods, entry, request)))
    return false;
  if (request.beforeRedirects?.needsPreflight === true && entries.length === 0) return false;
  return headerNames.every((name) =>
    entries.some(
      (entry) =>
        entry.headerNames.has(name) ||
        (isAny(entry.headerNames, entry, request) &&
          (!isNonWildcardRequestHeader(name) || deviates('authorization-wildcard-cached'))),
    ),
  );
}

/**
 * Whether a `*` among what was granted covers the request. With credentials it is a name like any
 * other, from the cache as from a response. The standard leaves that out here, where it would let one
 * credentialed `*` cover everything.
 */
function isAny(items: ReadonlySet<string>, entry: Entry, request: FetchRequest): boolean {
  if (!items.has('*') || request.credentials === 'include') return false;
  if (entry.credentials && request.deviates('credentialed-wildcard-by-name')) return false;
  return !request.deviates('wildcard-not-cached');
}

/** Origin and URL; the network partition is one and the same for the whole agent. */
function requestKey(request: Pick<FetchRequest, 'origin' | 'urlList'>): string {
  return `${requestOrigin(request)} ${withoutFragment(currentUrl(request))}`;
}

/**
 * The seconds that `Access-Control-Max-Age` asks for. What is no number, or stands twice, counts as
 * absent. A negative number is none to the standard, and asks for no time at all in browsers and in
 * wpt, cors/preflight-cache. (Fetch, "CORS-preflight fetch", steps 7.8 and 7.9; RFC 9111, section 1.2.2)
 */
export function parseMaxAge(values: readonly string[], deviates: Deviates): number {
  const [value, ...more] = values;
  const isMalformed = more.length > 0 || !/^(?:[0-9]+)?$/.test(value ?? '');
  if (isMalformed && deviates('max-age-malformed')) return 0;
  if (value === undefined || more.length > 0 || !/^-?[0-9]+$/.test(value)) return fallbackMaxAge;
  // Digits without end are Infinity, and capped.
  return Math.max(0, Number(value));
}
