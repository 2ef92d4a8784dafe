import { isSameOrigin, originOfUrl } from '@routecors/core';

import type { FetchContext } from './context.ts';
import { corsCheck } from './cors-check.ts';
import { type HeaderLines, headerValues } from './header-lines.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { parseMaxAge } from './preflight-cache.ts';
import { checkGrant, checkStatus } from './preflight-response.ts';
import { requestOrigin } from './request-origin.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';
import { discard } from './response.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';
import { isSameSite } from './site.ts';

/**
 * Asks the server whether the request may be sent, and remembers the answer. Returns whether it may.
 *
 * @see Fetch, section 4.8 "CORS-preflight fetch"
 */
export async function corsPreflightFetch(
  context: FetchContext,
  request: FetchRequest,
): Promise<boolean> {
  const response = await httpNetworkOrCacheFetch(
    context,
    preflightOf(pageOf(request)),
    'preflight',
  );
  if (response.kind === 'network-error') return false;
  // Its body is never looked at.
  discard(response);

  const { recorder } = context;
  const at = { during: 'preflight', url: withoutFragment(currentUrl(request)) } as const;
  const { headers, status } = response;
  // The check is about the request, whose credentials mode counts, not about the preflight. (step 7)
  const checked = pageOf(request);
  // An engine that asks in the page's name checks nothing and keeps nothing on the page's own origin.
  const isOwn =
    checked !== request && isSameOrigin(request.origin, originOfUrl(currentUrl(request)));
  if (!isOwn && !recorder.record('cors-check', at, corsCheck(checked, headers))) return false;
  const statusVerdict = checkStatus(status, headers);
  if (!statusVerdict.ok) return recorder.record('cors-preflight-fetch', at, statusVerdict);
  const { verdict, grant } = checkGrant(request, headers);
  const isGranted = recorder.record('cors-preflight-fetch', at, verdict);
  const isKept = isGranted || (grant !== null && request.deviates('refused-grant-kept'));
  if (isOwn || grant === null || !isKept) return isGranted;
  const maxAge = parseMaxAge(headerValues(headers, 'access-control-max-age'), request.deviates);
  context.preflightCache.store(request, { ...grant, maxAge });
  return isGranted;
}

/** The request as its preflight speaks of it: some engines name the page even after a redirect. */
function pageOf(request: FetchRequest): FetchRequest {
  const isTainted = request.origin.kind === 'tuple' && requestOrigin(request) === 'null';
  return isTainted && request.deviates('preflight-names-page')
    ? { ...request, urlList: [currentUrl(request)] }
    : request;
}

/** Some engines tell a preflight after a redirect where the first request came from, cut to the origin for other sites. */
function preflightReferrer(request: FetchRequest): FetchRequest['referrer'] {
  const { beforeRedirects, deviates } = request;
  const first = beforeRedirects?.referrer ?? request.referrer;
  const url = currentUrl(request);
  const shown =
    first !== 'no-referrer' && !isSameSite(originOfUrl(first), originOfUrl(url))
      ? new URL('/', first)
      : first;
  const matters = String(shown) !== String(request.referrer);
  return beforeRedirects !== null && deviates('preflight-keeps-referrer', matters)
    ? shown
    : request.referrer;
}

/** The preflight itself: without credentials, its headers in this order. (steps 1 to 5) */
function preflightOf(request: FetchRequest): FetchRequest {
  const names = unsafeHeaderNames(request);
  const headers: HeaderLines = [
    ['Accept', '*/*'],
    ['Access-Control-Request-Method', request.method],
    // Commas without blanks, which some servers count on. (step 5)
    ...(names.length > 0 ? ([['Access-Control-Request-Headers', names.join(',')]] as const) : []),
  ];
  return {
    ...request,
    method: 'OPTIONS',
    referrer: preflightReferrer(request),
    headers,
    body: null,
    mode: 'cors',
    credentials: 'omit',
    cache: 'default',
    responseTainting: 'cors',
    useCorsPreflight: false,
  };
}
