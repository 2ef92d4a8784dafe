import { explainCached } from '../http-cache/explain-cached.ts';
import { fixCaller, fixRedirectTarget } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { Verdict } from '../trace/trace.ts';
import type { FetchContext } from './context.ts';
import { corsCheck } from './cors-check.ts';
import { corsPreflightFetch } from './cors-preflight-fetch.ts';
import { crossOriginResourcePolicyCheck } from './cross-origin-resource-policy.ts';
import { headerValues } from './header-lines.ts';
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
  const refusal = request.beforeRedirects?.refusal ?? null;
  if (refusal !== null) {
    const at = { during: 'actual', url: withoutFragment(currentUrl(request)) } as const;
    context.recorder.record('http-redirect-fetch', at, refusal);
    return networkErrorFor(request);
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
  const headerNames = unsafeHeaderNames(request);
  if (!preflightCache.covers(request, headerNames)) return true;
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
  const { redirect, deviates } = request;
  const [location] = headerValues(response.headers, 'location');
  const isNoUrl = location !== undefined && !URL.canParse(location, currentUrl(request).href);
  if (redirect === 'manual' && isNoUrl && deviates('unread-location-parsed')) {
    return refuse(context, request, response, {
      ok: false,
      clause: 'Fetch, "location URL"',
      code: 'redirect-location-invalid',
      message: `Location is ${show(location)}, which is no URL.`,
      fix: fixRedirectTarget,
    });
  }
  if (redirect === 'follow' && location === '' && deviates('blank-location-refused')) {
    return refuse(context, request, response, {
      ok: false,
      clause: 'Fetch, "location URL"',
      code: 'redirect-location-invalid',
      message: 'Location is blank.',
      fix: fixRedirectTarget,
    });
  }
  const leadsNowhere = location === undefined || location === '';
  if (leadsNowhere && redirect === 'error' && deviates('missing-location-passed')) return response;
  if (location === '' && redirect === 'follow' && deviates('blank-location-ignored'))
    return response;
  if (redirect === 'follow') return httpRedirectFetch(context, request, response);
  if (redirect === 'manual') return { ...response, isOpaqueRedirect: true };
  return refuse(context, request, response, {
    ok: false,
    clause: 'Fetch, "HTTP fetch", step 6.3',
    code: 'redirect-mode-error',
    message: `The server redirects (${response.status}), and the page asked for redirect: 'error'.`,
    fix: fixCaller("Use the final URL, or redirect: 'follow'."),
  });
}

function refuse(
  { recorder }: FetchContext,
  request: FetchRequest,
  response: InternalResponse,
  verdict: Verdict,
): FetchResult {
  discard(response);
  const at = { during: 'actual', url: withoutFragment(currentUrl(request)) } as const;
  recorder.record('http-redirect-fetch', at, verdict);
  return networkErrorFor(request);
}
