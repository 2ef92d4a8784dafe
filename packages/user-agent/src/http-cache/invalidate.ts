import { isSameOrigin, originOfUrl } from '@routecors/core';

import { headerValues } from '../fetch/header-lines.ts';
import { type FetchRequest, currentUrl, withoutFragment } from '../fetch/request.ts';
import type { FetchResult } from '../fetch/response.ts';
import type { HttpCache } from './http-cache.ts';

/** (RFC 9110, section 9.2.1) */
const safeMethods: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS', 'TRACE']);

/**
 * Forgets what an unsafe request that went through may have changed: its URL, and those of the same
 * origin that its response names. Returns the URLs for which something was stored.
 *
 * @see Fetch, "HTTP-network-or-cache fetch", step 10.3; RFC 9111, section 4.4
 */
export function invalidate(
  cache: HttpCache,
  request: FetchRequest,
  response: FetchResult,
): readonly string[] {
  if (response.kind === 'network-error' || safeMethods.has(request.method)) return [];
  if (response.status < 200 || response.status > 399) return [];
  const url = currentUrl(request);
  const named = ['location', 'content-location']
    .flatMap((name) => headerValues(response.headers, name))
    .filter((value) => URL.canParse(value, url.href))
    .map((value) => new URL(value, url.href))
    .filter((other) => isSameOrigin(originOfUrl(other), originOfUrl(url)));
  return [...new Set([url, ...named].map(withoutFragment))].filter((each) => cache.delete(each));
}
