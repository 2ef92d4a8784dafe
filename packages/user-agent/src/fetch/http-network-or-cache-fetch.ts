import { isSameOrigin, originOfUrl } from '@routecors/core';

import { fixCaller } from '../trace/fix.ts';
import type { During, Verdict } from '../trace/trace.ts';
import type { FetchContext } from './context.ts';
import { type HeaderLines, hasHeader } from './header-lines.ts';
import { httpNetworkFetch } from './http-network-fetch.ts';
import { originHeader } from './request-origin.ts';
import { type FetchRequest, currentUrl, includesCredentials, withoutFragment } from './request.ts';
import { type FetchResult, discard, networkErrorFor } from './response.ts';
import { isSameSite, isTrustworthy } from './site.ts';

const clause = 'Fetch, "HTTP-network-or-cache fetch"';

/**
 * Completes a request with the headers that only a user agent sets, in the standard's order, sends
 * it, and keeps the cookies of the answer. There is no HTTP cache: every request is a first one.
 *
 * @see Fetch, section 4.6 "HTTP-network-or-cache fetch"
 */
export async function httpNetworkOrCacheFetch(
  context: FetchContext,
  request: FetchRequest,
  during: During,
): Promise<FetchResult> {
  const at = { during, url: withoutFragment(currentUrl(request)) };
  const refuse = (verdict: Verdict): FetchResult => {
    context.recorder.record('http-network-fetch', at, verdict);
    return networkErrorFor(request);
  };
  // Without a cache there is nothing that could be the only one cached. (step 10.1)
  if (request.cache === 'only-if-cached') return refuse(onlyIfCached);

  const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.push([name, value]);
  };
  add('Content-Length', contentLength(request));
  if (request.referrer !== 'no-referrer') add('Referer', request.referrer.href);
  add('Origin', originHeader(request));
  for (const [name, value] of fetchMetadata(request)) add(name, value);
  if (!hasHeader(headers, 'user-agent')) add('User-Agent', context.userAgent);
  // Browsers add it below all CORS checks, to preflights as well. (Fetch, "fetch", step 13)
  if (!hasHeader(headers, 'accept-language')) add('Accept-Language', 'en-US,en;q=0.9');
  for (const [name, value] of cacheControl(request))
    if (!hasHeader(headers, name)) add(name, value);
  // Part of a compressed response could not be decoded. (step 8.20)
  if (hasHeader(headers, 'range')) add('Accept-Encoding', 'identity');

  const withCredentials = includesCredentials(request);
  const cookies = withCredentials ? await context.cookies.forRequest(request) : undefined;
  if (cookies !== undefined && cookies.header !== '') add('Cookie', cookies.header);
  const withheld = cookies?.withheld ?? [];

  // A connection of HTTP/1 needs the length, or a source to send again. ("HTTP-network fetch", step 10.3)
  if (request.body === 'stream') return refuse(streamBody);
  const wire = { ...request, headers, body: request.body };
  let response = await httpNetworkFetch(context, wire, during, withheld);
  // The server says that the connection was the wrong one: once more, over a new one. (step 16)
  if (response.kind === 'response' && response.status === 421) {
    discard(response);
    response = await httpNetworkFetch(context, wire, during, withheld);
  }
  if (response.kind === 'network-error') return response;
  if (withCredentials) await context.cookies.store(request, response.headers);
  // A server that is no proxy has no business asking for proxy credentials. (step 15)
  if (response.status === 407) {
    discard(response);
    return refuse(proxyAuthentication);
  }
  return response;
}

/** (step 8.4 to 8.7) */
function contentLength(request: FetchRequest): string | undefined {
  if (request.body instanceof Uint8Array) return String(request.body.byteLength);
  const expected = request.body === null && (request.method === 'POST' || request.method === 'PUT');
  return expected ? '0' : undefined;
}

/** `Sec-Fetch-*`, to trustworthy URLs only. (Fetch Metadata, section 2) */
function fetchMetadata(request: FetchRequest): HeaderLines {
  if (!isTrustworthy(currentUrl(request))) return [];
  return [
    ['Sec-Fetch-Site', fetchSite(request)],
    ['Sec-Fetch-Mode', request.mode],
    ['Sec-Fetch-Dest', 'empty'],
  ];
}

/** How far the whole chain of URLs strays from the page. (Fetch Metadata, section 2.4) */
function fetchSite(request: FetchRequest): string {
  let site = 'same-origin';
  for (const url of request.urlList) {
    const origin = originOfUrl(url);
    if (isSameOrigin(origin, request.origin)) continue;
    if (!isSameSite(origin, request.origin)) return 'cross-site';
    site = 'same-site';
  }
  return site;
}

/** (step 8.16 to 8.18) */
function cacheControl(request: FetchRequest): HeaderLines {
  if (request.cache === 'no-cache') return [['Cache-Control', 'max-age=0']];
  if (request.cache !== 'no-store' && request.cache !== 'reload') return [];
  return [
    ['Pragma', 'no-cache'],
    ['Cache-Control', 'no-cache'],
  ];
}

const onlyIfCached: Verdict = {
  ok: false,
  clause: `${clause}, step 10.1`,
  code: 'only-if-cached',
  message: "The page asks for cache: 'only-if-cached', and nothing is cached.",
  fix: fixCaller('Use another cache mode.'),
};

const streamBody: Verdict = {
  ok: false,
  clause: 'Fetch, "HTTP-network fetch", step 10.3',
  code: 'stream-body',
  message: 'The body is a ReadableStream, which browsers do not send over HTTP/1.',
  fix: fixCaller('Pass the body as a string, Blob, FormData, URLSearchParams or bytes.'),
};

const proxyAuthentication: Verdict = {
  ok: false,
  clause: `${clause}, step 15`,
  code: 'proxy-authentication',
  message: 'The status is 407 (Proxy Authentication Required), and there is no proxy.',
  fix: fixCaller('Answer with 401 or 403; 407 is for proxies.'),
};
