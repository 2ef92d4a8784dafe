import { isSafelistedRequestHeaderName } from '@routecors/core';

import { isSafelistedClientHint } from './client-hint.ts';
import { mimeEssence } from './mime-type.ts';
import type { FetchRequest } from './request.ts';

/** Longest value of one safelisted header, and of all of them together, in bytes. */
const maxValueLength = 128;
const maxTotalLength = 1_024;

const formTypes: ReadonlySet<string> = new Set([
  'application/x-www-form-urlencoded',
  'multipart/form-data',
  'text/plain',
]);

/** (Fetch, "CORS-unsafe request-header byte"): controls but for the tab, and most delimiters. */
// oxlint-disable-next-line no-control-regex -- controls are what it is about
const unsafeByte = /[\0-\x08\x0a-\x1f"():<>?@[\\\]{}\x7f]/;
const languageBytes = /^[0-9A-Za-z *,\-.;=]*$/;

/**
 * Whether a header may go cross-origin without a preflight: five names, with values that an HTML
 * form could have sent as well.
 *
 * @see Fetch, "CORS-safelisted request-header"
 */
export function isSafelistedRequestHeader(name: string, value: string): boolean {
  if (!isSafelistedRequestHeaderName(name) || value.length > maxValueLength) return false;
  switch (name.toLowerCase()) {
    case 'accept':
      return !unsafeByte.test(value);
    case 'accept-language':
    case 'content-language':
      return languageBytes.test(value);
    case 'content-type':
      return !unsafeByte.test(value) && formTypes.has(mimeEssence(value) ?? '');
    case 'range':
      return isSingleRangeFromStart(value);
    default:
      return false;
  }
}

/**
 * `bytes=0-` and `bytes=100-200`, without any blank. A suffix range, `bytes=-500`, is valid but not
 * safelisted. (Fetch, "parse a single range header value", whitespace not allowed)
 */
function isSingleRangeFromStart(value: string): boolean {
  const range = /^bytes=([0-9]+)-([0-9]*)$/.exec(value);
  if (range === null) return false;
  const [, start = '', end = ''] = range;
  // Up to 128 digits: more than a double can tell apart.
  return end === '' || BigInt(start) <= BigInt(end);
}

/**
 * The names that make a request need a preflight, in lower case, sorted, each once: what goes into
 * `Access-Control-Request-Headers`.
 *
 * @see Fetch, "CORS-unsafe request-header names"
 */
export function unsafeHeaderNames({
  headers,
  deviates,
  beforeRedirects,
}: Pick<FetchRequest, 'headers' | 'deviates' | 'beforeRedirects'>): readonly string[] {
  if (beforeRedirects !== null) return beforeRedirects.unsafeNames;
  const unsafe = new Set<string>();
  const potentiallyUnsafe: string[] = [];
  let safelistedLength = 0;
  for (const [name, value] of headers) {
    const isSafe =
      isSafelistedRequestHeader(name, value) ||
      (isSafelistedClientHint(name, value) && deviates('client-hints-safelisted'));
    if (!isSafe) {
      unsafe.add(name.toLowerCase());
    } else {
      potentiallyUnsafe.push(name.toLowerCase());
      safelistedLength += value.length;
    }
  }
  if (safelistedLength > maxTotalLength) for (const name of potentiallyUnsafe) unsafe.add(name);
  return [...unsafe].toSorted((a, b) => (a < b ? -1 : 1));
}
