import { isForbiddenRequestHeader } from '@routecors/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type HeaderLines, extractTokens, normalizeValue } from '../src/fetch/header-lines.ts';
import { isForbiddenHeader, requestHeaders } from '../src/fetch/request-headers.ts';
import {
  isSafelistedRequestHeader,
  unsafeHeaderNames,
} from '../src/fetch/safelisted-request-header.ts';
import { clientHintCases } from './tables/client-hint.ts';
import { requestHeaderCases } from './tables/request-header.ts';

const unsafe = (headers: HeaderLines, clientHints = false) =>
  unsafeHeaderNames({ headers, deviates: () => clientHints, beforeRedirects: null });

describe('CORS-safelisted request headers', () => {
  test.each(requestHeaderCases)('%s: %j is safelisted: %s', (name, value, safelisted) => {
    expect(isSafelistedRequestHeader(name, value)).toBe(safelisted);
    expect(unsafe([[name, value]])).toEqual(safelisted ? [] : [name.toLowerCase()]);
  });

  test('the unsafe names are sorted, in lower case, each once', () => {
    const names = fc.array(fc.constantFrom('X-B', 'x-a', 'X-b', 'authorization', 'x_c', 'X1'));
    fc.assert(
      fc.property(names, (list) => {
        expect(unsafe(list.map((name) => [name, '1']))).toEqual(
          [...new Set(list.map((name) => name.toLowerCase()))].toSorted(),
        );
      }),
    );
  });

  test.each(clientHintCases)(
    'client hint %s: %j is safelisted where asked for: %s',
    (name, value, safelisted) => {
      expect(unsafe([[name, value]])).toEqual([name.toLowerCase()]);
      expect(unsafe([[name, value]], true)).toEqual(safelisted ? [] : [name.toLowerCase()]);
    },
  );

  test('a range agrees with the standard’s own steps', () => {
    const part = fc.stringMatching(/^[0-9]{0,20}$/);
    const value = fc.oneof(
      fc.tuple(part, part).map(([start, end]) => `bytes=${start}-${end}`),
      fc.string({ unit: fc.constantFrom(...'bytes=- 019,'.split('')) }),
    );
    fc.assert(
      fc.property(value, (range) => {
        expect(isSafelistedRequestHeader('range', range)).toBe(naiveRange(range));
      }),
    );
  });
});

/** Step by step as "parse a single range header value" has it, then "CORS-safelisted request-header". */
function naiveRange(data: string): boolean {
  let position = 0;
  const digits = (): string => {
    let collected = '';
    while (position < data.length && '0123456789'.includes(data.charAt(position))) {
      collected += data.charAt(position);
      position += 1;
    }
    return collected;
  };
  if (!data.startsWith('bytes')) return false;
  position = 5;
  if (data[position] !== '=') return false;
  position += 1;
  const start = digits();
  if (data[position] !== '-') return false;
  position += 1;
  const end = digits();
  if (position < data.length || start === '') return false;
  return end === '' || BigInt(start) <= BigInt(end);
}

describe('lists', () => {
  const piece = fc.constantFrom('a', 'B-c', '*', ' ', '\t', ',', ',,', '"', '@', '\u00a0', '');
  const line = fc.array(piece, { maxLength: 12 }).map((pieces) => pieces.join(''));

  test('agree with a naive reading', () => {
    fc.assert(
      fc.property(fc.array(line, { maxLength: 3 }), (lines) => {
        const actual = extractTokens(
          lines.map((value) => ['X-List', value]),
          'x-list',
        );
        const elements = lines
          .flatMap((value) => value.split(','))
          .map((element) => element.replace(/^[ \t]+/, '').replace(/[ \t]+$/, ''))
          .filter((element) => element !== '');
        const valid = elements.every((element) => /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/.test(element));
        const expected = valid ? elements : 'failure';
        expect(actual).toEqual(lines.length === 0 ? null : expected);
      }),
    );
  });

  test('of hostile length take linear time', () => {
    const started = performance.now();
    for (const value of [' '.repeat(262_144), 'a '.repeat(131_072), ','.repeat(262_144)]) {
      extractTokens([['x-list', value]], 'x-list');
      normalizeValue(`a${value}b`);
    }
    expect(extractTokens([['x-list', 'a'.repeat(262_145)]], 'x-list')).toBe('failure');
    expect(performance.now() - started).toBeLessThan(1_000);
  });
});

describe('what a page sets', () => {
  const dropped: readonly (readonly [string, string])[] = [
    ...[
      'Accept-Charset',
      'accept-encoding',
      'Access-Control-Request-Headers',
      'Connection',
      'Content-Length',
      'COOKIE',
      'Cookie2',
      'Date',
      'DNT',
      'Expect',
      'Host',
      'Keep-Alive',
      'Origin',
      'Referer',
      'Set-Cookie',
      'TE',
      'Trailer',
      'Transfer-Encoding',
      'Upgrade',
      'Via',
      'Proxy-X',
      'sec-fetch-site',
    ].map((name) => [name, 'x'] as const),
    ['X-HTTP-Method', 'TRACE'],
    ['x-method-override', 'get, connect'],
    ['X-HTTP-Method-Override', 'track'],
  ];
  test.each(dropped)('%s: %s is dropped', (name, value) => {
    expect(
      requestHeaders(
        [
          [name, value],
          ['x-kept', '1'],
        ],
        'cors',
      ),
    ).toEqual([['x-kept', '1']]);
  });

  const kept: readonly (readonly [string, string])[] = [
    ['Authorization', 'x'],
    ['User-Agent', 'x'],
    ['Cache-Control', 'no-cache'],
    ['X-HTTP-Method-Override', 'PATCH'],
    ['Proxy', 'x'],
    ['Sec', 'x'],
    ['*', 'x'],
    ['Access-Control-Allow-Origin', '*'],
  ];
  test.each(kept)('%s: %s is kept', (name, value) => {
    expect(isForbiddenHeader(name, value)).toBe(false);
    expect(isForbiddenRequestHeader(name)).toBe(false);
    expect(requestHeaders({ [name]: value }, 'cors')).toEqual([[name, value]]);
  });

  test.each([
    [[['', 'x']]],
    [[['a b', 'x']]],
    [[['a', 'x\ny']]],
    [[['a', '\u0000']]],
    [[['a', 'é\u0100']]],
    [[['a']]],
    [[['a', 'b', 'c']]],
  ])('%j is a TypeError', (init) => {
    expect(() => requestHeaders(init as never, 'cors')).toThrow(TypeError);
  });

  test('with no-cors only what is safelisted remains, and no Range', () => {
    const init: [string, string][] = [
      ['Content-Type', 'text/plain'],
      ['Content-Type', 'text/plain'],
      ['Accept', 'text/html'],
      ['Range', 'bytes=0-'],
      ['X-Token', '1'],
      ['Accept-Language', '@'],
    ];
    expect(requestHeaders(init, 'no-cors')).toEqual([
      ['Content-Type', 'text/plain'],
      ['Accept', 'text/html'],
    ]);
  });
});
