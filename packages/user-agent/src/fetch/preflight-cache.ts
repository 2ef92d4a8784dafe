import { isNonWildcardRequestHeader } from '@routecors/core';

import { requestOrigin } from './request-origin.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';

/** The longest time for which browsers keep an entry, in seconds: Chromium 7,200, Firefox 86,400, WebKit 600. */
export const defaultMaxAge = 7_200;

/** Most entries kept; the oldest go first. */
export const defaultMaxEntries = 1_024;

/** What `Access-Control-Max-Age` means where it is absent or no number, in seconds. */
const fallbackMaxAge = 5;

/**
 * Remembers what preflights granted, so that the next request needs none. One per user agent.
 *
 * @see Fetch, section 4.8 "CORS-preflight cache"
 */
export interface PreflightCache {
  /** (Fetch, "method cache entry match") */
  readonly hasMethod: (request: FetchRequest, method: string) => boolean;
  /** (Fetch, "header-name cache entry match") */
  readonly hasHeader: (request: FetchRequest, name: string) => boolean;
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
  /** Most entries kept. */
  readonly entries: number;
  /** A clock in milliseconds. */
  readonly now: () => number;
}

interface Entry {
  readonly credentials: boolean;
  readonly expires: number;
}

/** An unlikely character between the parts of a key: in no origin, no URL, no token. */
const separator = ' ';

export function createPreflightCache(options: PreflightCacheOptions): PreflightCache {
  // In the order in which they were stored, so that the first is the oldest.
  const entries = new Map<string, Entry>();

  function matches(request: FetchRequest, kind: 'method' | 'header', item: string): boolean {
    // An entry made with credentials also serves without, never the reverse.
    return (request.credentials === 'include' ? [true] : [true, false]).some((credentials) => {
      const key = entryKey(request, credentials, kind, item);
      const entry = entries.get(key);
      if (entry === undefined) return false;
      if (entry.expires > options.now()) return true;
      entries.delete(key);
      return false;
    });
  }

  function put(
    request: FetchRequest,
    kind: 'method' | 'header',
    item: string,
    maxAge: number,
  ): void {
    const credentials = request.credentials === 'include';
    const key = entryKey(request, credentials, kind, item);
    entries.delete(key);
    entries.set(key, { credentials, expires: options.now() + maxAge * 1_000 });
    if (entries.size <= options.entries) return;
    const oldest = entries.keys().next();
    if (oldest.done !== true) entries.delete(oldest.value);
  }

  // With credentials `*` is a name like any other, from the cache as from a response. The standard
  // leaves that out here, where it would let one credentialed `*` cover everything.
  const matchesAny = (request: FetchRequest, kind: 'method' | 'header'): boolean =>
    request.credentials !== 'include' && matches(request, kind, '*');

  return {
    hasMethod: (request, method) =>
      matches(request, 'method', method) || matchesAny(request, 'method'),
    hasHeader: (request, name) =>
      matches(request, 'header', name) ||
      (!isNonWildcardRequestHeader(name) && matchesAny(request, 'header')),
    store(request, grant) {
      const maxAge = Math.min(grant.maxAge, options.maxAge);
      for (const method of grant.methods) put(request, 'method', method, maxAge);
      for (const name of grant.headerNames) put(request, 'header', name.toLowerCase(), maxAge);
    },
    clear(request) {
      const prefix = requestKey(request) + separator;
      for (const key of entries.keys()) if (key.startsWith(prefix)) entries.delete(key);
    },
  };
}

/** Origin and URL; the network partition is one and the same for the whole agent. */
function requestKey(request: Pick<FetchRequest, 'origin' | 'urlList'>): string {
  return requestOrigin(request) + separator + withoutFragment(currentUrl(request));
}

function entryKey(request: FetchRequest, credentials: boolean, kind: string, item: string): string {
  return [requestKey(request), credentials ? 'include' : 'other', kind, item].join(separator);
}

/**
 * The seconds that `Access-Control-Max-Age` asks for. What is no number, or stands twice, counts as
 * absent. A negative number is none to the standard, and asks for no time at all in browsers and in
 * wpt, cors/preflight-cache. (Fetch, "CORS-preflight fetch", steps 7.8 and 7.9; RFC 9111, section 1.2.2)
 */
export function parseMaxAge(values: readonly string[]): number {
  const [value, ...more] = values;
  if (value === undefined || more.length > 0 || !/^-?[0-9]+$/.test(value)) return fallbackMaxAge;
  // Digits without end are Infinity, and capped.
  return Math.max(0, Number(value));
}
