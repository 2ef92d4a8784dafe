import {
  isForbiddenMethod,
  isForbiddenRequestHeader,
  isSafelistedRequestHeaderName,
} from '@routecors/core';

import { type HeaderLines, stripBlanks } from './header-lines.ts';
import type { Mode } from './request.ts';
import { isSafelistedRequestHeader } from './safelisted-request-header.ts';

/** Headers with which a method can be smuggled past a server. (Fetch, "forbidden request-header", step 3) */
const methodOverrides: ReadonlySet<string> = new Set([
  'x-http-method',
  'x-http-method-override',
  'x-method-override',
]);

/** What `new Headers` takes. */
export type HeaderInit = NonNullable<RequestInit['headers']>;

/**
 * The headers that a page's `init.headers` comes down to: each validated as `Headers` does, those
 * that a page cannot set dropped without a word, repeated ones kept apart.
 *
 * Throws a `TypeError` on names and values that no HTTP message can carry.
 *
 * @see Fetch, "Headers", "fill" and "append" with the guard "request" or "request-no-cors"
 */
export function requestHeaders(init: HeaderInit, mode: Mode): HeaderLines {
  // `Headers`, an array of pairs, or an object: the first two are iterable as they are.
  const entries = (Symbol.iterator in init ? init : Object.entries(init)) as Iterable<
    readonly string[]
  >;
  const lines: [string, string][] = [];
  for (const entry of entries) {
    const [name, value, ...more] = entry;
    if (name === undefined || value === undefined || more.length > 0) {
      throw new TypeError('Each header is a pair of a name and a value.');
    }
    // The platform validates, and strips the whitespace around the value.
    const normalized = new Headers([[name, value]]).get(name) ?? '';
    if (isForbiddenHeader(name, normalized)) continue;
    if (mode === 'no-cors' && !isNoCorsSafelisted(lines, name, normalized)) continue;
    lines.push([name, normalized]);
  }
  return lines;
}

/** Whether a page cannot set the header. (Fetch, "forbidden request-header") */
export function isForbiddenHeader(name: string, value: string): boolean {
  if (isForbiddenRequestHeader(name)) return true;
  return (
    methodOverrides.has(name.toLowerCase()) &&
    value.split(',').map(stripBlanks).some(isForbiddenMethod)
  );
}

/** `Range` is safelisted with CORS only, and the value is judged together with what is there already. (Fetch, "no-CORS-safelisted request-header"; "append", step 4) */
function isNoCorsSafelisted(lines: HeaderLines, name: string, value: string): boolean {
  const lower = name.toLowerCase();
  if (lower === 'range' || !isSafelistedRequestHeaderName(lower)) return false;
  const before = lines.filter(([other]) => other.toLowerCase() === lower).map(([, v]) => v);
  return isSafelistedRequestHeader(lower, [...before, value].join(', '));
}
