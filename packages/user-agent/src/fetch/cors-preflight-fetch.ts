import type { FetchContext } from './context.ts';
import { corsCheck } from './cors-check.ts';
import { type HeaderLines, headerValues } from './header-lines.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { parseMaxAge } from './preflight-cache.ts';
import { checkGrant, checkStatus } from './preflight-response.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';
import { discard } from './response.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';

/**
 * Asks the server whether the request may be sent, and remembers the answer. Returns whether it may.
 *
 * @see Fetch, section 4.8 "CORS-preflight fetch"
 */
export async function corsPreflightFetch(
  context: FetchContext,
  request: FetchRequest,
): Promise<boolean> {
  const response = await httpNetworkOrCacheFetch(context, preflightOf(request), 'preflight');
  if (response.kind === 'network-error') return false;
  // Its body is never looked at.
  discard(response);

  const { recorder } = context;
  const at = { during: 'preflight', url: withoutFragment(currentUrl(request)) } as const;
  const { headers, status } = response;
  // The check is about the request, whose credentials mode counts, not about the preflight. (step 7)
  if (!recorder.record('cors-check', at, corsCheck(request, headers))) return false;
  const statusVerdict = checkStatus(status, headers);
  if (!statusVerdict.ok) return recorder.record('cors-preflight-fetch', at, statusVerdict);
  const { verdict, grant } = checkGrant(request, headers);
  if (!recorder.record('cors-preflight-fetch', at, verdict)) return false;

  const maxAge = parseMaxAge(headerValues(headers, 'access-control-max-age'));
  context.preflightCache.store(request, { ...grant, maxAge });
  return true;
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
    headers,
    body: null,
    mode: 'cors',
    credentials: 'omit',
    cache: 'default',
    responseTainting: 'cors',
    useCorsPreflight: false,
  };
}
