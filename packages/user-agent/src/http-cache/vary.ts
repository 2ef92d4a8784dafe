import { type HeaderLines, getHeader } from '../fetch/header-lines.ts';
import type { StoredResponse } from './stored-response.ts';

/**
 * The request headers, in lower case, that a stored response names in `Vary` and that differ from
 * those of the request at hand: with any of them it answers another request. `*` always differs.
 * Compared is what was really sent. (RFC 9111, section 4.1)
 */
export function varyingHeaders(stored: StoredResponse, request: HeaderLines): readonly string[] {
  const names = varyNames(stored.headers);
  if (names.includes('*')) return ['*'];
  return names.filter(
    (name) => getHeader(stored.request.headers, name) !== getHeader(request, name),
  );
}

/** The elements of `Vary`, in lower case. */
export function varyNames(headers: HeaderLines): readonly string[] {
  const value = getHeader(headers, 'vary') ?? '';
  const names = value.split(',').map((name) => name.trim().toLowerCase());
  return names.filter((name) => name !== '');
}
