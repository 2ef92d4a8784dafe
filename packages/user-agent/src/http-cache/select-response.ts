import { type HeaderLines, getHeader } from '../fetch/header-lines.ts';
import type { FetchRequest } from '../fetch/request.ts';
import { cacheDirectives, secondsOf } from './cache-control.ts';
import { currentAge, freshnessLifetime, isFresh } from './freshness.ts';
import type { StoredResponse } from './stored-response.ts';
import { varyingHeaders } from './vary.ts';

/** What the cache can do for a request. */
export type Selection =
  | { readonly kind: 'none' }
  /** Use it, nothing is sent. */
  | { readonly kind: 'use'; readonly stored: StoredResponse; readonly isStale: boolean }
  /** Ask whether it still holds, with validators if it has any. */
  | {
      readonly kind: 'validate';
      readonly stored: StoredResponse;
      readonly because: 'stale' | 'asked' | 'vary';
      /** What has to be added to the request. Empty: it can only be asked for in full. */
      readonly validators: HeaderLines;
      /** The request headers that `Vary` names and that differ, in lower case. */
      readonly varying: readonly string[];
    };

/**
 * Selects what is stored for a request's URL, as far as the request's cache mode and headers let it.
 *
 * @see Fetch, "HTTP-network-or-cache fetch", step 8.25; RFC 9111, section 4
 */
export function selectResponse(
  stored: StoredResponse | undefined,
  request: Pick<FetchRequest, 'cache' | 'headers'>,
  now: number,
): Selection {
  if (stored === undefined) return { kind: 'none' };
  const varying = varyingHeaders(stored, request.headers);
  if (varying.length > 0) {
    // It may be the right one all the same, which only an ETag can tell. (RFC 9111, section 4.3.1)
    const validators = validatorsOf(stored).filter(([name]) => name === 'If-None-Match');
    return { kind: 'validate', stored, because: 'vary', validators, varying };
  }
  const isStale = !isFresh(stored, now);
  if (request.cache === 'force-cache' || request.cache === 'only-if-cached') {
    return { kind: 'use', stored, isStale };
  }
  const isAsked = request.cache === 'no-cache' || asksForValidation(stored, request.headers, now);
  if (!isStale && !isAsked) return { kind: 'use', stored, isStale };
  const because = isStale ? 'stale' : 'asked';
  return { kind: 'validate', stored, because, validators: validatorsOf(stored), varying };
}

/**
 * The page of an error, or a redirect, is asked for in full, as in browsers.
 * (Fetch, "HTTP-network-or-cache fetch", step 8.25.2; RFC 9111, section 4.3.1)
 */
function validatorsOf({ status, headers }: StoredResponse): HeaderLines {
  if (status !== 200) return [];
  const etag = getHeader(headers, 'etag');
  const modified = getHeader(headers, 'last-modified');
  return [
    ...(etag === null ? [] : ([['If-None-Match', etag]] as const)),
    ...(modified === null ? [] : ([['If-Modified-Since', modified]] as const)),
  ];
}

/** `Cache-Control` that the page wrote itself. (RFC 9111, section 5.2.1) */
function asksForValidation(stored: StoredResponse, request: HeaderLines, now: number): boolean {
  const directives = cacheDirectives(request);
  if (directives.has('no-cache')) return true;
  const age = currentAge(stored, now);
  const maxAge = secondsOf(directives, 'max-age');
  const minFresh = secondsOf(directives, 'min-fresh');
  return (
    (maxAge !== undefined && age >= maxAge) ||
    (minFresh !== undefined && freshnessLifetime(stored) - age < minFresh)
  );
}
