import { isSameOrigin, originOfUrl } from '@routecors/core';

import { type HeaderLines, hasHeader } from './header-lines.ts';
import { originHeader } from './request-origin.ts';
import { type FetchRequest, currentUrl } from './request.ts';
import { isSameSite, isTrustworthy } from './site.ts';

/**
 * The request's headers and those that only a user agent sets, `Cookie` excepted, in the standard's
 * order.
 *
 * @see Fetch, "HTTP-network-or-cache fetch", steps 8.4 to 8.20
 */
export function userAgentHeaders(request: FetchRequest, userAgent: string): HeaderLines {
  const headers = request.headers.map(([name, value]): [string, string] => [name, value]);
  const add = (name: string, value: string | undefined): void => {
    if (value !== undefined) headers.push([name, value]);
  };
  add('Content-Length', contentLength(request));
  if (request.referrer !== 'no-referrer') add('Referer', request.referrer.href);
  add('Origin', originHeader(request));
  for (const [name, value] of fetchMetadata(request)) add(name, value);
  if (!hasHeader(headers, 'user-agent')) add('User-Agent', userAgent);
  // Browsers add it below all CORS checks, to preflights as well. (Fetch, "fetch", step 13)
  if (!hasHeader(headers, 'accept-language')) add('Accept-Language', 'en-US,en;q=0.9');
  for (const [name, value] of cacheControl(request))
    if (!hasHeader(headers, name.toLowerCase())) add(name, value);
  // Part of a compressed response could not be decoded. (step 8.20)
  if (hasHeader(headers, 'range')) add('Accept-Encoding', 'identity');
  return headers;
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
