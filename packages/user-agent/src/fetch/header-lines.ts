import { isHeaderName } from '@routecors/core';

/**
 * A header list: name and value of each line, in order, repeated names apart. Values hold one byte
 * per character (isomorphic decoded).
 *
 * @see Fetch, "header list"
 */
export type HeaderLines = readonly (readonly [name: string, value: string])[];

/** The values of the header `name` joined by `, `, or `null` where there is none. (Fetch, "get a header name") */
export function getHeader(lines: HeaderLines, name: string): string | null {
  const values = headerValues(lines, name);
  return values.length === 0 ? null : values.join(', ');
}

/** Whether there is a header `name`, in any case. (Fetch, "contains") */
export function hasHeader(lines: HeaderLines, name: string): boolean {
  return lines.some(([candidate]) => candidate.toLowerCase() === name);
}

/** Each line's value of the header `name`, given in lower case. */
export function headerValues(lines: HeaderLines, name: string): string[] {
  return lines.filter(([candidate]) => candidate.toLowerCase() === name).map(([, value]) => value);
}

/** The list without the headers whose name, in lower case, is one of `names`. (Fetch, "delete a header name") */
export function withoutHeaders(lines: HeaderLines, names: ReadonlySet<string>): HeaderLines {
  return lines.filter(([name]) => !names.has(name.toLowerCase()));
}

/** Bounds the work on one response header: 256 KiB is also the most that browsers read. */
const maxListLength = 262_144;

/**
 * The tokens of a comma-separated header, over all its lines: `null` where the header is absent,
 * `'failure'` where an element is no token. Empty elements do not count. (Fetch, "extract header
 * list values"; RFC 9110, section 5.6.1.2)
 */
export function extractTokens(
  lines: HeaderLines,
  name: string,
): readonly string[] | 'failure' | null {
  const values = headerValues(lines, name);
  if (values.length === 0) return null;
  const tokens: string[] = [];
  for (const value of values) {
    if (value.length > maxListLength) return 'failure';
    for (const element of value.split(',')) {
      const token = stripBlanks(element);
      if (token === '') continue;
      // The grammar of a method and of a header name is the same: a token.
      if (!isHeaderName(token)) return 'failure';
      tokens.push(token);
    }
  }
  return tokens;
}

/** The tokens of a comma-separated header before the first element that is none, over all its lines. */
export function tokensBeforeFault(lines: HeaderLines, name: string): readonly string[] {
  const tokens: string[] = [];
  for (const value of headerValues(lines, name)) {
    if (value.length > maxListLength) return tokens;
    for (const element of value.split(',').map(stripBlanks)) {
      if (element !== '' && !isHeaderName(element)) return tokens;
      tokens.push(element);
    }
  }
  return tokens;
}

/** `value` without HTTP whitespace (tab, line feed, carriage return, space) at its ends. (Fetch, "normalize") */
export function normalizeValue(value: string): string {
  return stripEnds(value, isHttpWhitespace);
}

/** `value` without HTTP tabs and spaces at its ends. `trim` would take a no-break space, 0xA0, as well. */
export function stripBlanks(value: string): string {
  return stripEnds(value, isBlank);
}

const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;
const isHttpWhitespace = (code: number): boolean => isBlank(code) || code === 0x0a || code === 0x0d;

function stripEnds(value: string, isStripped: (code: number) => boolean): string {
  let start = 0;
  let end = value.length;
  while (start < end && isStripped(value.charCodeAt(start))) start += 1;
  while (end > start && isStripped(value.charCodeAt(end - 1))) end -= 1;
  return value.slice(start, end);
}
