import { isToken } from './token.ts';

/** Methods that a browser sends cross-origin without a preflight, and whatever `Access-Control-Allow-Methods` says. */
const safelisted: ReadonlySet<string> = new Set(['GET', 'HEAD', 'POST']);

/** Methods that no page can send. */
const forbidden: ReadonlySet<string> = new Set(['CONNECT', 'TRACE', 'TRACK']);

/** The only methods whose case a browser changes: `patch` stays `patch`. */
const normalized: ReadonlySet<string> = new Set([
  'DELETE',
  'GET',
  'HEAD',
  'OPTIONS',
  'POST',
  'PUT',
]);

/** Whether `value` is a method: a token, in any case. (Fetch, "method") */
export function isMethod(value: string): boolean {
  return isToken(value);
}

/** Whether `method` is CORS-safelisted: `GET`, `HEAD` or `POST`, byte for byte. (Fetch, "CORS-safelisted method") */
export function isSafelistedMethod(method: string): boolean {
  return safelisted.has(method);
}

/** Whether no page may send `method`, in any case. (Fetch, "forbidden method") */
export function isForbiddenMethod(method: string): boolean {
  return forbidden.has(method.toUpperCase());
}

/**
 * Upper-cases the six methods that browsers upper-case, and returns all others untouched.
 * (Fetch, "normalize a method")
 */
export function normalizeMethod(method: string): string {
  const upper = method.toUpperCase();
  return normalized.has(upper) ? upper : method;
}
