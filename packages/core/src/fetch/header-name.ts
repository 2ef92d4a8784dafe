import { isToken } from './token.ts';

/** Request headers that only the browser sets. (Fetch, "forbidden request-header") */
const forbiddenRequestHeaders: ReadonlySet<string> = new Set([
  'accept-charset',
  'accept-encoding',
  'access-control-request-headers',
  'access-control-request-method',
  'connection',
  'content-length',
  'cookie',
  'cookie2',
  'date',
  'dnt',
  'expect',
  'host',
  'keep-alive',
  'origin',
  'referer',
  'set-cookie',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
  'via',
]);

/** Response headers that every cross-origin page may read. (Fetch, "CORS-safelisted response-header name") */
const safelistedResponseHeaders: ReadonlySet<string> = new Set([
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
]);

/** Request headers that are CORS-safelisted for some of their values. (Fetch, "CORS-safelisted request-header") */
const safelistedRequestHeaders: ReadonlySet<string> = new Set([
  'accept',
  'accept-language',
  'content-language',
  'content-type',
  'range',
]);

/** Whether `name` is a header name: a token. (Fetch, "header name") */
export function isHeaderName(name: string): boolean {
  return isToken(name);
}

/**
 * Whether a page cannot set the request header `name` (in any case) at all.
 * Leaves out the three method-override headers, which are forbidden for some of their values only.
 * (Fetch, "forbidden request-header")
 */
export function isForbiddenRequestHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return (
    forbiddenRequestHeaders.has(lower) || lower.startsWith('proxy-') || lower.startsWith('sec-')
  );
}

/** Whether no page may read the response header `name`. (Fetch, "forbidden response-header name") */
export function isForbiddenResponseHeader(name: string): boolean {
  const lower = name.toLowerCase();
  return lower === 'set-cookie' || lower === 'set-cookie2';
}

/** Whether every cross-origin page may read the response header `name` unexposed. (Fetch, "CORS-safelisted response-header name") */
export function isSafelistedResponseHeader(name: string): boolean {
  return safelistedResponseHeaders.has(name.toLowerCase());
}

/**
 * Whether the request header `name` can be CORS-safelisted, which then depends on its value.
 * (Fetch, "CORS-safelisted request-header")
 */
export function isSafelistedRequestHeaderName(name: string): boolean {
  return safelistedRequestHeaders.has(name.toLowerCase());
}

/** Whether `Access-Control-Allow-Headers: *` does not cover `name`. (Fetch, "CORS non-wildcard request-header name") */
export function isNonWildcardRequestHeader(name: string): boolean {
  return name.toLowerCase() === 'authorization';
}
