import { isTokenCode } from './token.ts';

/** Most bytes of an `Access-Control-Request-Headers` that are read. Browsers send a few dozen. */
const maxHeaderListLength = 4_096;

/** Most blanks (space or tab) tolerated on either side of one name. Browsers send none; intermediaries add one. */
const maxBlanks = 2;

/** Most empty elements tolerated in the whole list. RFC 9110, section 5.6.1.2 asks for "a reasonable number". */
const maxEmptyElements = 16;

/** What became of a list of header names: the names in lower case, or why it was given up. */
export type HeaderList =
  | { readonly names: readonly string[] }
  | { readonly failure: 'malformed' | 'out-of-bounds' };

const malformed: HeaderList = Object.freeze({ failure: 'malformed' as const });
const outOfBounds: HeaderList = Object.freeze({ failure: 'out-of-bounds' as const });

const COMMA = 0x2c;
const ASTERISK = 0x2a;
const isBlank = (code: number): boolean => code === 0x20 || code === 0x09;

/**
 * Parses the value of `Access-Control-Request-Headers`: names in any case between commas, with a
 * little tolerance for what intermediaries do to lists. One pass, each byte is looked at once, and
 * the work is bounded whatever is sent.
 *
 * @see Fetch, "extract header list values"; RFC 9110, section 5.6.1
 */
export function parseHeaderList(value: string): HeaderList {
  if (value.length > maxHeaderListLength) return outOfBounds;
  const names: string[] = [];
  let emptyElements = 0;
  let index = 0;
  while (index <= value.length) {
    let blanks = 0;
    while (isBlank(value.charCodeAt(index))) {
      index += 1;
      if ((blanks += 1) > maxBlanks) return outOfBounds;
    }
    const start = index;
    // The bound first: past the end there is no code, and looking up NaN in the table is slow.
    while (index < value.length && isTokenCode(value.charCodeAt(index))) index += 1;
    const end = index;
    // The blanks of an empty element are all before it: it gets no second allowance.
    while (end > start && isBlank(value.charCodeAt(index))) {
      index += 1;
      if (index - end > maxBlanks) return outOfBounds;
    }
    if (index < value.length && value.charCodeAt(index) !== COMMA) return malformed;
    index += 1;
    if (end > start) names.push(value.slice(start, end).toLowerCase());
    else if ((emptyElements += 1) > maxEmptyElements) return outOfBounds;
  }
  return { names };
}

/**
 * Whether `value` is a list just as browsers send it: names in lower case with one comma between
 * them, none of them `*`. Such a list is its own answer. Says `false` to some lists that are fine too.
 */
export function isCanonicalHeaderList(value: string): boolean {
  if (value.length > maxHeaderListLength) return false;
  let isInName = false;
  for (let index = 0; index < value.length; index += 1) {
    const code = value.charCodeAt(index);
    if (canonicalCodes[code] === 1) isInName = true;
    else if (isInName && code === COMMA) isInName = false;
    else return false;
  }
  return isInName;
}

/** What may stand in a name of such a list. */
const canonicalCodes = Uint8Array.from({ length: 128 }, (_, code) => {
  const isUpperCase = code >= 0x41 && code <= 0x5a;
  return isTokenCode(code) && code !== ASTERISK && !isUpperCase ? 1 : 0;
});
