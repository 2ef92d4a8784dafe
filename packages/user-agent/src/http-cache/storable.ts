import { type HeaderLines, hasHeader } from '../fetch/header-lines.ts';
import { cacheDirectives } from './cache-control.ts';

/** Statuses that need no word about freshness to be stored. (RFC 9110, section 15.1) */
const heuristicallyCacheable: ReadonlySet<number> = new Set([
  200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501,
]);

/**
 * Whether a private cache may keep the response to a request. GET alone is kept, and no parts.
 *
 * @see RFC 9111, section 3
 */
export function isStorable(
  request: { readonly method: string; readonly headers: HeaderLines },
  response: { readonly status: number; readonly headers: HeaderLines },
): boolean {
  const { status, headers } = response;
  if (request.method !== 'GET' || hasHeader(request.headers, 'range')) return false;
  // Of these the second is none that could be used alone. (section 3.3; 4.3.4)
  if (status === 206 || status === 304) return false;
  const directives = cacheDirectives(headers);
  if (directives.has('no-store') || cacheDirectives(request.headers).has('no-store')) return false;
  return (
    heuristicallyCacheable.has(status) ||
    hasHeader(headers, 'expires') ||
    ['max-age', 'public', 'private'].some((name) => directives.has(name))
  );
}
