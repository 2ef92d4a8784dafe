import { isNonWildcardRequestHeader, isSameOrigin, originOfUrl } from '@routecors/core';

import { fixCaller, fixRedirectTarget } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { FailureCode, Verdict } from '../trace/trace.ts';
import { afterRedirect } from './after-redirect.ts';
import type { FetchContext } from './context.ts';
import { corsCheck } from './cors-check.ts';
import { type HeaderLines, headerValues, withoutHeaders } from './header-lines.ts';
import { policyAfterRedirect } from './referrer.ts';
import { requestBodyHeaders } from './request-body.ts';
import { requestOrigin } from './request-origin.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';
import { type FetchResult, type InternalResponse, discard, networkErrorFor } from './response.ts';

/** How many redirects one request survives. (step 5) */
const maxRedirects = 20;

const clause = (step: number): string => `Fetch, "HTTP-redirect fetch", step ${step}`;

/**
 * Follows one redirect: the request is cut down to what may travel on and begins anew at the main fetch.
 *
 * @see Fetch, section 4.5 "HTTP-redirect fetch"
 */
export async function httpRedirectFetch(
  context: FetchContext,
  request: FetchRequest,
  response: InternalResponse,
): Promise<FetchResult> {
  const location = locationUrl(request, response.headers);
  // Without a Location it is a response like any other. (step 3)
  if (location === null) return response;
  discard(response);

  const at = { during: 'actual', url: withoutFragment(currentUrl(request)) } as const;
  const verdict = checkRedirect(request, response, location);
  const late = location === 'failure' ? null : lateRefusal(request, response, verdict);
  if (location !== 'failure' && late !== null) {
    const next = afterRedirect(request, redirected(request, response, location), response.status);
    const before = next.beforeRedirects;
    if (before !== null)
      return context.mainFetch(
        context,
        { ...next, beforeRedirects: { ...before, refusal: late } },
        true,
      );
  }
  if (!verdict.ok || location === 'failure') {
    context.recorder.record('http-redirect-fetch', at, verdict);
    return networkErrorFor(request);
  }
  const next = afterRedirect(request, redirected(request, response, location), response.status);
  const tainted = requestOrigin(next) === 'null' && requestOrigin(request) !== 'null';
  const note = tainted
    ? ' From here on the origin is "null": a redirect left the origin that was asked for.'
    : '';
  context.recorder.record('http-redirect-fetch', at, {
    ...verdict,
    message: verdict.message + note,
  });
  return context.mainFetch(context, next, true);
}

/** What an engine refuses only once the preflight of the redirect's target is through; `null` for nothing. */
function lateRefusal(
  request: FetchRequest,
  response: InternalResponse,
  verdict: Verdict,
): Verdict | null {
  const { deviates, mode, credentials, responseTainting, origin, urlList } = request;
  if (!verdict.ok) {
    const isLate =
      verdict.code === 'redirect-credentials' && mode === 'cors' && responseTainting === 'basic';
    return isLate && deviates('user-info-checked-late') ? verdict : null;
  }
  // What the first URL was sent is still taken to be sent.
  const lingers =
    responseTainting === 'cors' &&
    credentials === 'same-origin' &&
    isSameOrigin(originOfUrl(urlList[0]), origin);
  if (!lingers) return null;
  const strict = corsCheck({ ...request, credentials: 'include' }, response.headers);
  return !strict.ok && deviates('own-credentials-linger') ? strict : null;
}

/** The target of a redirect; `null` without `Location`. (Fetch, "location URL") */
function locationUrl(request: FetchRequest, headers: HeaderLines): URL | 'failure' | null {
  // Where it stands several times, all are equal: the network fetch refused everything else.
  const [value] = headerValues(headers, 'location');
  if (value === undefined) return null;
  const base = currentUrl(request);
  const location = escapeBytes(value);
  if (!URL.canParse(location, base.href)) return 'failure';
  const url = new URL(location, base);
  if (url.hash === '') url.hash = base.hash;
  return url;
}

/**
 * Servers send bytes where they should percent-encode, and browsers do it for them: UTF-8 comes out
 * as such, a host name included, and what is none stays the bytes that it was. (wpt,
 * fetch/api/redirect/redirect-location-escape)
 */
function escapeBytes(value: string): string {
  return value.replaceAll(
    /[\x80-\xff]/g,
    (byte) => `%${byte.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** (steps 4 to 9) */
function checkRedirect(
  request: FetchRequest,
  response: InternalResponse,
  location: URL | 'failure',
): Verdict {
  if (location === 'failure') {
    const value = headerValues(response.headers, 'location').join(', ');
    return failed(3, 'redirect-location-invalid', `Location is ${show(value)}, which is no URL.`);
  }
  if (location.protocol !== 'http:' && location.protocol !== 'https:') {
    return failed(
      4,
      'redirect-scheme',
      `The redirect leads to ${show(location.href)}, and only http: and https: are followed.`,
    );
  }
  if (request.urlList.length > maxRedirects) {
    return failed(
      5,
      'redirect-loop',
      `More than ${maxRedirects} redirects, the last one to ${show(location.href)}.`,
    );
  }
  if (location.username !== '' || location.password !== '') {
    const crossOrigin = !isSameOrigin(request.origin, originOfUrl(location));
    if ((request.mode === 'cors' && crossOrigin) || request.deviates('user-info-refused')) {
      return failed(
        7,
        'redirect-credentials',
        `The redirect leads to another origin with a user name or password in the URL: ${show(redacted(location))}.`,
      );
    }
    if (request.responseTainting === 'cors') {
      return failed(
        8,
        'redirect-credentials',
        `A cross-origin response redirects to a URL with a user name or password: ${show(redacted(location))}.`,
      );
    }
  }
  if (response.status !== 303 && request.body === 'stream') {
    return {
      ...failed(
        9,
        'redirect-stream',
        `The redirect (${response.status}) asks for the body again, and a stream can be sent only once.`,
      ),
      fix: fixCaller('Pass the body as a string, Blob, FormData, URLSearchParams or bytes.'),
    } as Verdict;
  }
  return passed(clause(20), `Redirected with ${response.status} to ${show(redacted(location))}.`);
}

/** (steps 10 to 18) */
function redirected(
  request: FetchRequest,
  response: InternalResponse,
  location: URL,
): FetchRequest {
  const { method } = request;
  const { status } = response;
  const leaves = !isSameOrigin(originOfUrl(currentUrl(request)), originOfUrl(location));
  const becomesGet =
    ((status === 301 || status === 302) && method === 'POST') ||
    (status === 303 && method !== 'GET' && method !== 'HEAD') ||
    (method === 'DELETE' && leaves && request.deviates('delete-becomes-get'));
  const drops = becomesGet && !(method === 'DELETE' && status !== 303);
  const kept = drops ? withoutHeaders(request.headers, requestBodyHeaders) : request.headers;
  // Another origin does not get to see what was meant for the first. (step 12)
  const headers = leaves ? kept.filter(([name]) => !isNonWildcardRequestHeader(name)) : kept;
  return {
    ...request,
    ...(becomesGet ? { method: 'GET', body: null } : {}),
    headers,
    urlList: [...request.urlList, location],
    referrerPolicy: policyAfterRedirect(request, response.headers),
  };
}

/** Passwords do not belong into logs. */
function redacted(url: URL): string {
  const copy = new URL(url);
  if (copy.password !== '') copy.password = '***';
  return copy.href;
}

function failed(step: number, code: FailureCode, message: string): Verdict {
  return { ok: false, clause: clause(step), code, message, fix: fixRedirectTarget };
}
