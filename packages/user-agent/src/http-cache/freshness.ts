import { getHeader, headerValues } from '../fetch/header-lines.ts';
import { cacheDirectives, secondsOf } from './cache-control.ts';
import type { StoredResponse } from './stored-response.ts';

/** Whether a response may be used without asking, `now` being in milliseconds. (RFC 9111, section 4.2) */
export function isFresh(stored: StoredResponse, now: number): boolean {
  return freshnessLifetime(stored) > currentAge(stored, now);
}

/** How old a response is by now, in seconds, the time before it came here included. (RFC 9111, section 4.2.3) */
export function currentAge(stored: StoredResponse, now: number): number {
  const { headers, requestTime, responseTime } = stored;
  const [age = ''] = headerValues(headers, 'age');
  const delay = (responseTime - requestTime) / 1_000;
  const received = (/^[0-9]+$/.test(age) ? Number(age) : 0) + delay;
  // A clock that does not count from 1970 is behind every `Date`, and sees no age in it.
  const apparent = Math.max(0, (responseTime - dateOf(stored)) / 1_000);
  return Math.max(apparent, received) + (now - responseTime) / 1_000;
}

/**
 * For how many seconds a response is fresh, since its `Date`. A cache of one user has no use for
 * `s-maxage`. (RFC 9111, sections 4.2.1 and 4.2.2)
 */
export function freshnessLifetime(stored: StoredResponse): number {
  const directives = cacheDirectives(stored.headers);
  if (directives.has('no-cache')) return 0;
  const maxAge = secondsOf(directives, 'max-age');
  if (maxAge !== undefined) return maxAge;
  const expires = getHeader(stored.headers, 'expires');
  // No date, `0` above all, is one in the past. (RFC 9111, section 5.3)
  if (expires !== null) return Math.max(0, (parseDate(expires) - dateOf(stored)) / 1_000 || 0);
  return directives.has('must-revalidate') ? 0 : heuristicLifetime(stored);
}

/** What a server without a word about freshness gets from browsers: a tenth of the time since the last change. */
const aged: ReadonlySet<number> = new Set([200, 203]);
/** What is final, stays. The standard leaves the length to the cache; this is Chromium's. */
const permanent: ReadonlySet<number> = new Set([300, 301, 308, 410]);

function heuristicLifetime(stored: StoredResponse): number {
  if (permanent.has(stored.status)) return Infinity;
  const modified = getHeader(stored.headers, 'last-modified');
  if (modified === null || !aged.has(stored.status)) return 0;
  return Math.max(0, (dateOf(stored) - parseDate(modified)) / 10_000 || 0);
}

/** (RFC 9110, section 6.6.1: a recipient without a `Date` takes the time of receipt) */
function dateOf({ headers, responseTime }: StoredResponse): number {
  const [value = ''] = headerValues(headers, 'date');
  const date = parseDate(value);
  return Number.isNaN(date) ? responseTime : date;
}

/** Milliseconds since 1970, or `NaN`. `Date.parse` alone would read years into plain numbers. */
function parseDate(value: string): number {
  return /[a-z]{3}/i.test(value) ? Date.parse(value) : Number.NaN;
}
