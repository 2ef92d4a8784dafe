import fc from 'fast-check';
import { getDomain, getPublicSuffix } from 'tldts';
import { afterEach, describe, expect, test } from 'vitest';

import { publicSuffixTable } from '../src/fetch/public-suffix-table.ts';
import { publicSuffixOf, publicSuffixWithin } from '../src/fetch/public-suffix.ts';
import { registrableDomain, usePublicSuffixList } from '../src/index.ts';

/** Every rule of the table, written as a domain; a wildcard stands for a name of one's own. */
function rules(text: string): string[] {
  const found: string[] = [];
  const path: string[] = [];
  let last = '';
  for (const [, mark, label, bracket] of text.matchAll(/([!-]?)([a-z0-9*-]+)|([()])/g)) {
    if (bracket === '(') path.unshift(last);
    else if (bracket === ')') path.shift();
    else {
      last = label === '*' ? 'some-name' : (label ?? '');
      if (mark !== '-') found.push([last, ...path].join('.'));
    }
  }
  return found;
}

const every = rules(publicSuffixTable);
const options = { allowPrivateDomains: true, validateHostname: false } as const;

describe('the built-in list', () => {
  test('has the rules that tldts has', () => {
    expect(every.length).toBeGreaterThan(9_000);
    for (const rule of every) {
      for (const host of [rule, `a.${rule}`, `b.a.${rule}`]) {
        expect(publicSuffixOf(host), host).toBe(getPublicSuffix(host, options));
        expect(registrableDomain(host), host).toBe(getDomain(host, options) ?? host);
      }
    }
  });

  test('says of any name what tldts says', () => {
    const label = fc.stringMatching(/^[a-z0-9]([a-z0-9-]{0,8}[a-z0-9])?$/);
    const host = fc
      .tuple(fc.array(label, { maxLength: 3 }), fc.constantFrom(...every, 'unknown-tld', 'com'))
      .map(([labels, suffix]) => [...labels, suffix].join('.'));
    fc.assert(
      fc.property(host, (name) => {
        expect(publicSuffixOf(name)).toBe(getPublicSuffix(name, options));
        expect(registrableDomain(name)).toBe(getDomain(name, options) ?? name);
      }),
      { numRuns: 2_000 },
    );
  });

  test('is small enough to be carried by everybody', () => {
    expect(publicSuffixTable.length).toBeLessThan(150_000);
  });
});

test.each([
  ['127.0.0.1', '127.0.0.1'],
  ['[::1]', '[::1]'],
  ['localhost', 'localhost'],
  ['github.io', 'github.io'],
  ['a.github.io', 'a.github.io'],
  ['b.a.github.io', 'a.github.io'],
  ['a.b.example.co.uk', 'example.co.uk'],
  ['www.ck', 'www.ck'],
  ['a.www.ck', 'www.ck'],
  ['a.b.ck', 'a.b.ck'],
])('the registrable domain of %s is %s', (host, domain) => {
  expect(registrableDomain(host)).toBe(domain);
});

test.each([
  ['github.io', 'github.io'],
  ['com', 'com'],
  ['com.', 'com'],
  ['unheard-of', 'unheard-of'],
  ['amazonaws.com', /^.+\.amazonaws\.com$/],
  ['windows.net', /^.+\.windows\.net$/],
  ['railway.app', /^.+\.railway\.app$/],
  ['ck', 'ck'],
  ['example.com', undefined],
  ['app.github.io', undefined],
  ['internal', undefined],
  ['corp.internal', undefined],
  ['test', undefined],
  ['local', undefined],
  ['home.arpa', undefined],
  ['preview.example', undefined],
])('the public suffix within %s is %s', (domain, suffix) => {
  const found = publicSuffixWithin(domain);
  if (suffix instanceof RegExp) {
    expect(found).toMatch(suffix);
    expect(getPublicSuffix(`a.${found}`, options)).not.toBe(getPublicSuffix(domain, options));
  } else {
    expect(found).toBe(suffix);
  }
});

describe('a newer list', () => {
  const whole = (lines: readonly string[]): string =>
    [...lines, '', '// ===END PRIVATE DOMAINS===', ''].join('\n');
  const restore = (): void => usePublicSuffixList(whole(every));

  afterEach(restore);

  test('takes the place of the built-in one', () => {
    usePublicSuffixList(
      whole([
        '// a comment',
        '',
        'com',
        '*.new.example-suffix.com  // the rest of a line counts for nothing',
        '!own.new.example-suffix.com',
        'електроніка.com',
      ]),
    );
    expect(publicSuffixOf('a.b.new.example-suffix.com')).toBe('b.new.example-suffix.com');
    expect(publicSuffixOf('a.own.new.example-suffix.com')).toBe('new.example-suffix.com');
    expect(publicSuffixOf('a.xn--80ajauadqhrt7t.com')).toBe('xn--80ajauadqhrt7t.com');
    expect(publicSuffixOf('a.github.io')).toBe('io');
    expect(publicSuffixWithin('example-suffix.com')).toBe('new.example-suffix.com');
    expect(publicSuffixWithin('new.example-suffix.com')).toBe('new.example-suffix.com');
  });

  test.each([
    ['nothing', '', 'not whole'],
    ['an error page', '<html><body>Not Found</body></html>', 'not whole'],
    ['half of a download', 'com\nnet\ngithub.io\n', 'not whole'],
    ['a list without rules', whole([]), 'no rules'],
  ])('%s is refused, and the list in use stays', (_, text, message) => {
    expect(() => usePublicSuffixList(text)).toThrow(message);
    expect(() => usePublicSuffixList(text)).toThrow('Fix: give the text');
    expect(publicSuffixOf('a.github.io')).toBe('github.io');
  });
});
