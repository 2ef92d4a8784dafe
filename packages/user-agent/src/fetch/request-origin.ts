import { type Origin, isSameOrigin, originOfUrl, serializeOrigin } from '@routecors/core';

import { type FetchRequest, currentUrl } from './request.ts';
import { isSameSite } from './site.ts';

export type RedirectTaint = 'same-origin' | 'same-site' | 'cross-site';

/**
 * How far a request strayed: once a URL of another origin than the page's redirects to a third
 * origin (the page's own included), nobody can tell any more who asked for it.
 *
 * @see Fetch, "redirect-taint"
 */
export function redirectTaint(request: Pick<FetchRequest, 'origin' | 'urlList'>): RedirectTaint {
  let taint: RedirectTaint = 'same-origin';
  let last: Origin | undefined;
  for (const url of request.urlList) {
    const origin = originOfUrl(url);
    if (last !== undefined) {
      if (!isSameSite(origin, last) && !isSameSite(request.origin, last)) return 'cross-site';
      if (!isSameOrigin(origin, last) && !isSameOrigin(request.origin, last)) taint = 'same-site';
    }
    last = origin;
  }
  return taint;
}

/** What the request's `Origin` header says. (Fetch, "byte-serializing a request origin") */
export function requestOrigin(request: Pick<FetchRequest, 'origin' | 'urlList'>): string {
  return redirectTaint(request) === 'same-origin' ? serializeOrigin(request.origin) : 'null';
}

/**
 * The `Origin` header to send, if any: with every request of tainting `cors`, and with others
 * unless they are GET or HEAD.
 *
 * @see Fetch, "append a request `Origin` header"
 */
export function originHeader(request: FetchRequest): string | undefined {
  const origin = requestOrigin(request);
  if (request.responseTainting === 'cors') return origin;
  const fresh = freshOriginHeader(request, origin);
  const kept = request.beforeRedirects?.keptOrigin ?? null;
  if (kept !== null && request.deviates('origin-stays', kept !== fresh)) return kept;
  return fresh;
}

function freshOriginHeader(request: FetchRequest, origin: string): string | undefined {
  if (request.method === 'GET' || request.method === 'HEAD') return undefined;
  if (request.mode === 'cors') return origin;
  if (request.deviates('origin-without-cors'))
    return hasCrossed(request) ? 'null' : serializeOrigin(request.origin);
  return isHiddenByReferrerPolicy(request) ? 'null' : origin;
}

/** Whether any redirect led to another origin than the one that it came from. */
function hasCrossed({ urlList: [first, ...more] }: FetchRequest): boolean {
  return more.some((url) => !isSameOrigin(originOfUrl(url), originOfUrl(first)));
}

/** (Fetch, "append a request `Origin` header", step 4.1) */
function isHiddenByReferrerPolicy(request: FetchRequest): boolean {
  const url = currentUrl(request);
  switch (request.referrerPolicy) {
    case 'no-referrer':
      return true;
    case 'no-referrer-when-downgrade':
    case 'strict-origin':
    case 'strict-origin-when-cross-origin':
      return (
        request.origin.kind === 'tuple' &&
        request.origin.scheme === 'https' &&
        url.protocol !== 'https:'
      );
    case 'same-origin':
      return !isSameOrigin(request.origin, originOfUrl(url));
    default:
      return false;
  }
}
