import { type HeaderLines, getHeader, withoutHeaders } from '../fetch/header-lines.ts';

/** Headers that are about the connection they came over. (RFC 9111, section 3.1; RFC 9110, section 7.6.1) */
const ofConnection: readonly string[] = [
  'connection',
  'keep-alive',
  'proxy-authenticate',
  'proxy-authentication-info',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
];

/** Headers that say how the stored body is to be read, which a 304 does not bring anew. */
const ofBody: readonly string[] = [
  'content-encoding',
  'content-length',
  'content-location',
  'content-range',
  'content-type',
];

/** What of a response's headers is stored. (RFC 9111, section 3.1) */
export function storedHeaders(headers: HeaderLines): HeaderLines {
  const named = (getHeader(headers, 'connection') ?? '')
    .split(',')
    .map((name) => name.trim().toLowerCase());
  return withoutHeaders(headers, new Set([...ofConnection, ...named]));
}

/**
 * The headers of a stored response after a 304: what the 304 says replaces what was stored, line by
 * line, and what it says for the first time is added. So it decides anew who may read the response.
 *
 * @see RFC 9111, section 3.2
 */
export function freshenedHeaders(stored: HeaderLines, notModified: HeaderLines): HeaderLines {
  const news = withoutHeaders(storedHeaders(notModified), new Set(ofBody));
  const names = new Set(news.map(([name]) => name.toLowerCase()));
  return [...withoutHeaders(stored, names), ...news];
}
