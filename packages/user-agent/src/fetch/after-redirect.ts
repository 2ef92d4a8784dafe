import {
  isNonWildcardRequestHeader,
  isSafelistedMethod,
  isSameOrigin,
  originOfUrl,
} from '@routecors/core';

import { type HeaderLines, hasHeader, withoutHeaders } from './header-lines.ts';
import { requestBodyHeaders } from './request-body.ts';
import { originHeader } from './request-origin.ts';
import { type FetchRequest, currentUrl } from './request.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';

/**
 * What an engine makes of a redirect beyond the standard: `next` is what the standard makes of
 * `request`. Two of them go back to the request that the page made.
 */
export function afterRedirect(
  request: FetchRequest,
  next: FetchRequest,
  status: number,
): FetchRequest {
  const first = request.beforeRedirects ?? {
    method: request.method,
    headers: request.headers,
    referrer: request.referrer,
    unsafeNames: unsafeHeaderNames(request),
    needsPreflight: false,
    keptOrigin: null,
    refusal: null,
  };
  const anew = startAnew(request, next, first, status);
  if (request.deviates('redirect-starts-anew', differs(anew, next))) return anew;
  const kept = keepHeaders(request, next, first, status);
  return request.deviates('redirect-keeps-headers', differs(kept, next)) ? kept : next;
}

/** Whether the server gets to see another request, or a preflight more. */
function differs(a: FetchRequest, b: FetchRequest): boolean {
  return (
    a.headers.length !== b.headers.length ||
    a.beforeRedirects?.needsPreflight === true ||
    names(a) !== names({ ...b, beforeRedirects: null })
  );
}

type Before = NonNullable<FetchRequest['beforeRedirects']>;

/** With the first request's headers, but those that this very redirect drops. */
function startAnew(
  request: FetchRequest,
  next: FetchRequest,
  first: Before,
  status: number,
): FetchRequest {
  const leaves = !isSameOrigin(originOfUrl(currentUrl(request)), originOfUrl(currentUrl(next)));
  const rewrites =
    ((status === 301 || status === 302) && first.method === 'POST') ||
    (status === 303 && first.method !== 'GET' && first.method !== 'HEAD');
  const kept = rewrites ? withoutHeaders(first.headers, requestBodyHeaders) : first.headers;
  const headers = leaves ? withoutAuthorization(kept) : kept;
  const all = unsafeHeaderNames({ ...next, headers: first.headers, beforeRedirects: null });
  const unsafeNames = all.filter(
    (name) =>
      (next.method === request.method || !requestBodyHeaders.has(name)) &&
      !(leaves && isNonWildcardRequestHeader(name)),
  );
  const wasUnsafe = request.responseTainting === 'cors' && !isSafelistedMethod(request.method);
  const needsPreflight = first.needsPreflight || wasUnsafe || all.length > 0;
  return {
    ...next,
    headers,
    beforeRedirects: { ...first, unsafeNames, needsPreflight },
  };
}

/** With the first request's headers, but `Authorization` once it is dropped, and a preflight where one was due before. */
function keepHeaders(
  request: FetchRequest,
  next: FetchRequest,
  first: Before,
  status: number,
): FetchRequest {
  const leaves = !isSameOrigin(originOfUrl(currentUrl(request)), originOfUrl(currentUrl(next)));
  const keptOrigin = leaves ? null : (originHeader(request) ?? null);
  const isDelete = request.method === 'DELETE' && status !== 303;
  const drops = next.method !== request.method && !isDelete;
  const kept = drops ? withoutHeaders(first.headers, requestBodyHeaders) : first.headers;
  // Where no CORS check is made, 307 and 308 alone bring back what went with the body.
  const isCors =
    next.mode === 'cors' &&
    (request.responseTainting === 'cors' ||
      !isSameOrigin(next.origin, originOfUrl(currentUrl(next))));
  const restored = isCors || status >= 307 ? kept : next.headers;
  const headers = hasHeader(next.headers, 'authorization')
    ? restored
    : withoutAuthorization(restored);
  const wasAsked =
    request.responseTainting === 'cors' &&
    (!isSafelistedMethod(request.method) || first.unsafeNames.length > 0);
  const needsPreflight = first.needsPreflight || wasAsked;
  return { ...next, headers, beforeRedirects: { ...first, needsPreflight, keptOrigin } };
}

function names(request: FetchRequest): string {
  return unsafeHeaderNames(request).join(',');
}

function withoutAuthorization(headers: HeaderLines): HeaderLines {
  return headers.filter(([name]) => !isNonWildcardRequestHeader(name));
}
