import { isSafelistedMethod } from '@routecors/core';

import { explainCached } from '../http-cache/explain-cached.ts';
import { fixCaller } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import type { FetchContext } from './context.ts';
import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import { crossOriginResourcePolicyCheck } from './cross-origin-resource-policy.ts';
import { httpNetworkOrCacheFetch } from './http-network-or-cache-fetch.ts';
import { httpRedirectFetch } from './http-redirect-fetch.ts';
import { requestOrigin } from './request-origin.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';
import {
  type FetchResult,
  type InternalResponse,
  discard,
  isRedirectStatus,
  networkErrorFor,
} from './response.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';

/**
 * A preflight where one is due, the request, the checks on its response, and what a redirect brings.
 *
 * @see Fetch, section 4.4 "HTTP fetch"
 */
export async function httpFetch(
  context: FetchContext,
  request: FetchRequest,
  makeCorsPreflight: boolean,
): Promise<FetchResult> {
  if (makeCorsPreflight && needsPreflight(context, request)) {
    if (!(await corsPreflightFetch(context, request))) return networkErrorFor(request);
  }
  const response = await httpNetworkOrCacheFetch(context, request, 'actual');
  if (response.kind === 'network-error') return response;
  if (!isReadable(context, request, response)) {
    response.forget?.();
    discard(response);
    return networkErrorFor(request);
  }
  return isRedirectStatus(response.status) ? onRedirect(context, request, response) : response;
}

/** Whether the cache leaves anything to ask. (step 4.1) */
function needsPreflight(
  { preflightCache, recorder }: FetchContext,
  request: FetchRequest,
): boolean {
  const methodIsKnown = preflightCache.hasMethod(request, request.method);
  const methodNeedsGrant = !isSafelistedMethod(request.method) || request.useCorsPreflight;
  const headerNames = unsafeHeaderNames(request);
  if (!methodIsKnown && methodNeedsGrant) return true;
  if (!headerNames.every((name) => preflightCache.hasHeader(request, name))) return true;
  const what = [request.method, ...headerNames].join(', ');
  recorder.record(
    'cors-preflight-cache',
    { during: 'preflight', url: withoutFragment(currentUrl(request)) },
    passed(
      'Fetch, "HTTP fetch", step 4.1',
      `An earlier preflight already granted ${what}: none is sent.`,
    ),
  );
  return false;
}

/** (steps 4.4 and 5) */
function isReadable(
  context: FetchContext,
  request: FetchRequest,
  response: InternalResponse,
): boolean {
  const at = { during: 'actual', url: withoutFragment(currentUrl(request)) } as const;
  if (request.responseTainting === 'cors') {
    const verdict = corsCheck(request, response.headers);
    const explained = explainCached(verdict, response, requestOrigin(request));
    return context.recorder.record('cors-check', at, explained);
  }
  if (request.responseTainting === 'opaque') {
    const verdict = crossOriginResourcePolicyCheck(request, response.headers);
    return context.recorder.record('cross-origin-resource-policy-check', at, verdict);
  }
  return true;
}

/** (step 6) */
async function onRedirect(
  context: FetchContext,
  request: FetchRequest,
  response: InternalResponse,
): Promise<FetchResult> {
  if (request.redirect === 'follow') return httpRedirectFetch(context, request, response);
  if (request.redirect === 'manual') return { ...response, isOpaqueRedirect: true };
  discard(response);
  context.recorder.record(
    'http-redirect-fetch',
    { during: 'actual', url: withoutFragment(currentUrl(request)) },
    {
      ok: false,
      clause: 'Fetch, "HTTP fetch", step 6.3',
      code: 'redirect-mode-error',
      message: `The server redirects (${response.status}), and the page asked for redirect: 'error'.`,
      fix: fixCaller("Use the final URL, or redirect: 'follow'."),
    },
  );
  return networkErrorFor(request);
}
