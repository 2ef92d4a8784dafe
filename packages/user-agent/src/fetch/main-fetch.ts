import { isSafelistedMethod, isSameOrigin, originOfUrl, serializeOrigin } from '@routecors/core';

import { fixCaller } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { FailureCode, Verdict } from '../trace/trace.ts';
import { hasBadPort } from './bad-port.ts';
import type { FetchContext } from './context.ts';
import { httpFetch } from './http-fetch.ts';
import { determineReferrer } from './referrer.ts';
import {
  type FetchRequest,
  type ResponseTainting,
  currentUrl,
  withoutFragment,
} from './request.ts';
import { type FetchResult, networkErrorFor } from './response.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';
import { schemeFetch } from './scheme-fetch.ts';
import { isTrustworthy } from './site.ts';

const clause = (step: string): string => `Fetch, "main fetch", step ${step}`;

/**
 * Decides by mode, scheme and origin which way a request goes, and begins anew after every redirect.
 *
 * @see Fetch, section 4.1 "Main fetch"
 */
export async function mainFetch(
  context: FetchContext,
  request: FetchRequest,
  recursive: boolean,
): Promise<FetchResult> {
  const at = { during: 'actual', url: withoutFragment(currentUrl(request)) } as const;
  const route = chooseRoute(request);
  if ('verdict' in route) {
    context.recorder.record('main-fetch', at, route.verdict);
    return networkErrorFor(request);
  }
  if (!recursive || route.tainting !== request.responseTainting) {
    context.recorder.record('main-fetch', at, passed(clause(route.step), route.message));
  }
  const referrer = determineReferrer(request);
  const next: FetchRequest = { ...request, referrer, responseTainting: route.tainting };
  if (currentUrl(next).protocol === 'data:') return schemeFetch(context, next);
  const response = await httpFetch(context, next, route.preflight);
  // A grant that did not hold is no grant: forgotten is what is known of the URL where it failed.
  // (step 12, "use-CORS-preflight flag")
  if (
    route.preflight &&
    response.kind === 'network-error' &&
    isForgotten(context, { ...next, urlList: response.request.urlList })
  ) {
    context.preflightCache.clear(response.request);
  }
  return response;
}

/** Whether a grant is forgotten with the request that it was for. */
function isForgotten({ recorder, preflightCache }: FetchContext, request: FetchRequest): boolean {
  const last = recorder.last();
  if (!preflightCache.knows(request)) return true;
  if (last?.during === 'preflight') return !request.deviates('refused-grant-kept');
  if (request.deviates('failed-request-keeps-grant')) return false;
  return last?.step === 'cors-check' || !request.deviates('failed-redirect-keeps-grant');
}

type Route =
  | {
      readonly tainting: ResponseTainting;
      readonly preflight: boolean;
      readonly step: string;
      readonly message: string;
    }
  | { readonly verdict: Verdict };

/** (steps 7 and 12) */
function chooseRoute(request: FetchRequest): Route {
  const url = currentUrl(request);
  const origin = serializeOrigin(request.origin);
  const isHttp = url.protocol === 'http:' || url.protocol === 'https:';
  if (isHttp && hasBadPort(url)) {
    return failed(
      '7',
      'port-blocked',
      `Browsers never connect to port ${url.port}.`,
      'Let the server listen on another port.',
    );
  }
  if (isMixedContent(request, url)) {
    return failed(
      '7',
      'mixed-content',
      `A page on https: may not load ${show(url.href)} over http: (Mixed Content, section 4.4).`,
      'Serve the API over https: too; localhost is exempt.',
    );
  }
  const sameOrigin = isSameOrigin(originOfUrl(url), request.origin);
  if ((sameOrigin && request.responseTainting === 'basic') || url.protocol === 'data:') {
    const message = sameOrigin
      ? `The URL has the page's own origin, ${origin}: CORS does not apply.`
      : "A data: URL is the page's own.";
    return { tainting: 'basic', preflight: false, step: '12', message };
  }
  if (request.mode === 'same-origin') {
    return failed(
      '12',
      'mode-same-origin',
      `The page asked for mode: 'same-origin', and ${show(url.href)} is not on ${origin}.`,
      "Use mode: 'cors', or a URL of the page's own origin.",
    );
  }
  if (request.mode === 'no-cors') {
    if (request.redirect !== 'follow') {
      return failed(
        '12',
        'mode-no-cors-redirect',
        `mode: 'no-cors' across origins only works with redirect: 'follow', not '${request.redirect}'.`,
        "Use redirect: 'follow', or mode: 'cors'.",
      );
    }
    return {
      tainting: 'opaque',
      preflight: false,
      step: '12',
      message: "mode: 'no-cors' across origins: the response will be opaque.",
    };
  }
  if (!isHttp) {
    return failed(
      '12',
      'scheme-blocked',
      `Only http: and https: URLs can be fetched across origins, not ${show(url.protocol)}.`,
      'Use an http: or https: URL.',
    );
  }
  return corsRoute(request, url, origin);
}

function corsRoute(request: FetchRequest, url: URL, origin: string): Route {
  const reasons = preflightReasons(request);
  const across = `From ${origin} to ${url.origin}, across origins`;
  const message =
    reasons.length === 0
      ? `${across}; ${request.method} with safelisted headers needs no preflight.`
      : `${across}; a preflight is due, because of ${reasons.join(' and ')}.`;
  return { tainting: 'cors', preflight: reasons.length > 0, step: '12', message };
}

function preflightReasons(request: FetchRequest): string[] {
  const headerNames = unsafeHeaderNames(request);
  return [
    ...(request.beforeRedirects?.needsPreflight === true
      ? ['what it was before the redirect']
      : []),
    ...(request.useCorsPreflight ? ['a streamed body or upload listeners'] : []),
    ...(isSafelistedMethod(request.method) ? [] : [`the method ${request.method}`]),
    ...(headerNames.length === 0
      ? []
      : [`the ${headerNames.length === 1 ? 'header' : 'headers'} ${headerNames.join(', ')}`]),
  ];
}

/** Only `https:` pages are strict about it in practice, whatever else is trustworthy. (Mixed Content, section 4.4) */
function isMixedContent(request: FetchRequest, url: URL): boolean {
  const isSecurePage = request.origin.kind === 'tuple' && request.origin.scheme === 'https';
  return isSecurePage && url.protocol === 'http:' && !isTrustworthy(url);
}

function failed(step: string, code: FailureCode, message: string, general: string): Route {
  return { verdict: { ok: false, clause: clause(step), code, message, fix: fixCaller(general) } };
}
