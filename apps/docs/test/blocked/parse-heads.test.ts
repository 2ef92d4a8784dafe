import { expect, test } from 'vitest';

import { parseHeads } from '../../src/blocked/parse-heads.ts';

/** What is pasted, and the heads that are in it: statuses, and the headers of the last. */
const pastes: readonly (readonly [
  name: string,
  text: string,
  statuses: readonly number[],
  headers: readonly (readonly [string, string])[],
])[] = [
  ['nothing', ' \n', [], []],
  ['a head', 'HTTP/1.1 200 OK\nA: b', [200], [['A', 'b']]],
  ['a head and a body', 'HTTP/2 200\r\na: b\r\n\r\nc: d', [200], [['a', 'b']]],
  ['a prompt before it', '$ curl -i x\nHTTP/3 404\n', [404], []],
  [
    'a doubled header',
    'HTTP/1.1 200\nA: b\nA: c',
    [200],
    [
      ['A', 'b'],
      ['A', 'c'],
    ],
  ],
  [
    'a value with colons',
    'HTTP/1.1 200\nOrigin:  https://a:1 ',
    [200],
    [['Origin', 'https://a:1']],
  ],
  ['no value', 'HTTP/1.1 200\nA:', [200], [['A', '']]],
  ['letters beyond ASCII, as bytes', 'HTTP/1.1 200\nA: ü', [200], [['A', 'Ã¼']]],
  ['100 Continue', 'HTTP/1.1 100 Continue\n\nHTTP/1.1 201 Created\nA: b', [201], [['A', 'b']]],
  ['a tunnel', 'HTTP/1.1 200 Connection established\n\nHTTP/2 204\n', [204], []],
  [
    'redirects',
    'HTTP/1.1 301 M\nA: b\n\nbody\nHTTP/1.1 302 F\n\nHTTP/1.1 200 OK',
    [301, 302, 200],
    [],
  ],
  ['a head in a body', 'HTTP/1.1 200 OK\n\nHTTP/1.1 500 No', [200], []],
  [
    'curl -v',
    '* Trying\n> GET / HTTP/1.1\n> Host: a\n>\n< HTTP/1.1 200 OK\n< A: b\n<\n{"c": 1}\n* bye',
    [200],
    [['A', 'b']],
  ],
];

test.each(pastes)('reads %s', (_name, text, statuses, headers) => {
  const heads = parseHeads('It', text);
  expect(heads.map(({ status }) => status)).toEqual(statuses);
  expect(heads.at(-1)?.headers ?? []).toEqual(headers);
});

test('takes no longer than a moment for heads without end', () => {
  const start = performance.now();
  expect(parseHeads('It', 'HTTP/1.1 301 M\n\n'.repeat(60_000))).toHaveLength(60_000);
  expect(performance.now() - start).toBeLessThan(2_000);
});
