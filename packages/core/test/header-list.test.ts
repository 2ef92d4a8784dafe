import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { isCanonicalHeaderList, parseHeaderList } from '../src/fetch/header-list.ts';
import { isHeaderName } from '../src/index.ts';

describe('Access-Control-Request-Headers', () => {
  test.each<[value: string, names: readonly string[]]>([
    ['', []],
    ['content-type', ['content-type']],
    ['authorization,content-type', ['authorization', 'content-type']],
    ['Authorization, X-A', ['authorization', 'x-a']],
    [' a , b\t,\tc  ', ['a', 'b', 'c']],
    [',a,,b,', ['a', 'b']],
    ["!#$%&'*+-.^_`|~", ["!#$%&'*+-.^_`|~"]],
    [','.repeat(15), []],
  ])('%j is %j', (value, names) => {
    expect(parseHeaderList(value)).toEqual({ names });
  });

  test.each([
    ['a b', 'malformed'],
    ['a;b', 'malformed'],
    ['a:b', 'malformed'],
    ['"a"', 'malformed'],
    ['a\r\nb', 'malformed'],
    ['ä', 'malformed'],
    ['a\u0000', 'malformed'],
    ['   a', 'out-of-bounds'],
    ['a   ', 'out-of-bounds'],
    ['a,   b', 'out-of-bounds'],
    [','.repeat(16), 'out-of-bounds'],
    ['a'.repeat(4_097), 'out-of-bounds'],
    ['x,'.repeat(3_000), 'out-of-bounds'],
  ])('%j is given up as %s', (value, failure) => {
    expect(parseHeaderList(value)).toEqual({ failure });
  });

  test('is read as splitting at commas and trimming would, wherever it is read at all', () => {
    const piece = fc.oneof(
      fc.constantFrom('', ' ', '\t', 'a', 'X-B', 'content-type', ' c ', 'd  ', 'e f', 'g;h', '   '),
      fc.string({ maxLength: 5 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 24 }), (pieces) => {
        const value = pieces.join(',');
        const list = parseHeaderList(value);
        const elements = value
          .split(',')
          .map((element) => element.replace(/^[ \t]+|[ \t]+$/g, ''))
          .filter((element) => element !== '');
        const isWellFormed = elements.every(isHeaderName);
        if ('names' in list) {
          expect(isWellFormed).toBe(true);
          expect(list.names).toEqual(elements.map((element) => element.toLowerCase()));
        } else if (list.failure === 'malformed') {
          expect(isWellFormed, JSON.stringify(value)).toBe(false);
        } else {
          expect(value).toMatch(/[ \t]{3}|(?:[ \t]*,[ \t]*){4}/);
        }
      }),
      { numRuns: 5_000 },
    );
  });

  test('is canonical where it is its own answer: what is read of it, joined again, is the very same', () => {
    const piece = fc.oneof(
      fc.constantFrom('', ' a', 'b ', 'a', 'X-B', 'content-type', '*', 'x*', 'é', 'g;h'),
      fc.string({ maxLength: 3 }),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 6 }), (pieces) => {
        const value = pieces.join(',');
        const list = parseHeaderList(value);
        const names = 'names' in list ? list.names : [];
        const isItsOwnAnswer = names.length > 0 && names.join(',') === value;
        // Names with an asterisk in them are left to the parser, `*` above all.
        expect(isCanonicalHeaderList(value)).toBe(isItsOwnAnswer && !value.includes('*'));
      }),
      { numRuns: 5_000 },
    );
    expect(isCanonicalHeaderList('x'.repeat(4_097))).toBe(false);
  });
});
