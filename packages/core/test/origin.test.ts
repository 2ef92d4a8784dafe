import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  createResolver,
  decideActual,
  emptyDraft,
  isLoopback,
  isSameOrigin,
  originOfUrl,
  parseOrigin,
  prepareOptions,
  serializeOrigin,
} from '../src/index.ts';
import { notOrigins, serializedOrigins } from './cases/origins.ts';
import { nowhere } from './nowhere.ts';

describe('a serialized origin', () => {
  test.each(serializedOrigins)('%s parses, and serializes to the very same bytes', (value) => {
    const origin = parseOrigin(value);
    expect(origin?.kind).toBe('tuple');
    expect(origin && serializeOrigin(origin)).toBe(value);
  });

  test('null is opaque, and the same as nothing but itself', () => {
    const [a, b] = [parseOrigin('null'), parseOrigin('null')];
    if (a === undefined || b === undefined) throw new Error('null is an origin');
    expect(serializeOrigin(a)).toBe('null');
    expect(isSameOrigin(a, a)).toBe(true);
    expect(isSameOrigin(a, b)).toBe(false);
  });

  test.each(notOrigins.filter(([value]) => value !== 'null'))('%j is none', (value) => {
    expect(parseOrigin(value)).toBeUndefined();
  });

  test('what the platform takes for the origin of a URL parses back to itself', () => {
    fc.assert(
      fc.property(fc.webUrl({ validSchemes: ['http', 'https'], withFragments: true }), (url) => {
        const { origin } = new URL(url);
        const parsed = parseOrigin(origin);
        expect(parsed && serializeOrigin(parsed)).toBe(origin);
      }),
    );
  });

  test('whatever parses is what the platform would send: same scheme, host and port', () => {
    const anything = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }).map((rest) => `https://${rest}`),
      fc.stringMatching(/^(https?|ftp):\/\/[a-zA-Z0-9.:@/*%_[\]-]{1,30}$/),
      fc.tuple(fc.ipV4Extended(), fc.nat(70_000)).map(([ip, port]) => `http://${ip}:${port}`),
      fc.ipV6().map((ip) => `http://[${ip}]`),
    );
    fc.assert(
      fc.property(anything, (value) => {
        fc.pre(parseOrigin(value) !== undefined);
        expect(new URL(value).origin).toBe(value);
      }),
      { numRuns: 5_000 },
    );
  });
});

describe('the origin of a URL', () => {
  test.each([
    ['https://App.Example:443/path?query#hash', 'https://app.example'],
    ['http://127.1:8080/', 'http://127.0.0.1:8080'],
    ['wss://socket.example/chat', 'wss://socket.example'],
    ['https://user:password@app.example/', 'https://app.example'],
    ['file:///etc/passwd', 'null'],
    ['data:text/plain,hello', 'null'],
    ['about:blank', 'null'],
    ['custom://host/path', 'null'],
  ])('%s is %s', (url, origin) => {
    expect(serializeOrigin(originOfUrl(url))).toBe(origin);
  });

  test.each([
    ['https://a.example', 'https://a.example/b', true],
    ['https://a.example', 'http://a.example', false],
    ['https://a.example', 'https://a.example:8443', false],
    ['https://a.example', 'https://b.a.example', false],
  ])('%s and %s are the same origin: %s', (a, b, same) => {
    expect(isSameOrigin(originOfUrl(a), originOfUrl(b))).toBe(same);
  });
});

test.each([
  ['localhost', true],
  ['a.b.localhost', true],
  ['127.0.0.1', true],
  ['127.255.255.254', true],
  ['[::1]', true],
  ['localhost.example', false],
  ['notlocalhost', false],
  ['127.example', false],
  ['128.0.0.1', false],
  ['[::2]', false],
])('the host %s is loopback: %s', (host, loopback) => {
  expect(isLoopback(host)).toBe(loopback);
});

describe('lists and patterns', () => {
  const label = fc.constantFrom(
    'a',
    'b',
    'com',
    'example',
    'x-y',
    'x-1-y',
    'x--y',
    'x-a-1-b-y',
    'x-a-y-y',
    'x-',
    '-y',
    'x_y',
  );
  const host = fc.array(label, { minLength: 1, maxLength: 4 }).map((labels) => labels.join('.'));
  const scheme = fc.constantFrom('http', 'https');
  const port = fc.constantFrom('', ':8080', ':8443');
  const origin = fc.tuple(scheme, host, port).map(([s, h, p]) => `${s}://${h}${p}`);
  const pattern = fc
    .tuple(
      scheme,
      fc.constantFrom('', '*.', 'x-*.', '*-y.', 'x-*-y.', 'x-a-*-y.', 'x-*-b-y.', 'x-*-y-y.'),
      host,
      fc.oneof(port, fc.constant(':*')),
    )
    .map(([s, sub, h, p]) => `${s}://${sub}${h}${p}`);

  test('match as a walk over each entry would', () => {
    fc.assert(
      fc.property(
        fc.array(pattern, { maxLength: 6 }),
        fc.array(origin, { minLength: 1, maxLength: 6 }),
        (entries, asked) => {
          const matches = matcherOf(entries);
          for (const one of asked) {
            expect(matches(one), `${one} in ${entries.join(' ')}`).toBe(
              entries.some((entry) => isUnder(entry, one)),
            );
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test.each([
    ['https://shop-*-team.vercel.app', 'https://shop-1-team.vercel.app', true],
    ['https://shop-*-team.vercel.app', 'https://shop-a-b-c-team.vercel.app', true],
    ['https://shop-*-team.vercel.app', 'https://shop--team.vercel.app', false],
    ['https://shop-*-team.vercel.app', 'https://shop-1.evil-team.vercel.app', false],
    ['https://shop-*-team.vercel.app', 'https://a.shop-1-team.vercel.app', false],
    ['https://shop-*-team.vercel.app', 'https://shop-1-team.vercel.app:8443', false],
    ['https://shop-*-team.vercel.app', 'https://shop-1_2-team.vercel.app', false],
    ['https://shop-*-team.vercel.app:*', 'https://shop-1-team.vercel.app:8443', true],
    ['https://*-team.vercel.app', 'https://-team.vercel.app', false],
    ['https://*-team.vercel.app', 'https://evil-team.vercel.app', true],
    ['moz-extension://*', 'moz-extension://9e8f1c1a-0000-4000-8000-000000000000', true],
    ['moz-extension://*', 'chrome-extension://9e8f1c1a', false],
    ['moz-extension://*', 'https://moz-extension', false],
  ])('%s and %s: %s', (entry, asked, isMatched) => {
    expect(matcherOf([entry])(asked)).toBe(isMatched);
  });

  test('file:// is an origin where that was allowed, to a RegExp and to everybody as well', async () => {
    const options = [
      [{ origin: ['file://'], dangerouslyAllowFile: true }, true],
      [{ origin: /^file:\/\/$/ }, true],
      [{ origin: '*' }, true],
      [{ origin: ['https://app.example'] }, false],
    ] as const;
    await prepareOptions(options);
    for (const [value, isMatched] of options) {
      const resolver = createResolver();
      const policy = resolver.resolve(
        resolver.scope(emptyDraft, { path: 'register', value }),
      )?.policy;
      resolver.report.finish();
      if (policy === undefined) throw new Error('nothing was refused');
      const decision = await decideActual(policy, 'file://', undefined, nowhere);
      expect(decision.allowed).toBe(isMatched);
    }
  });

  test('never match null, blank or what is no origin', () => {
    const matches = matcherOf(['https://*.example', 'http://localhost:*', 'https://a.example']);
    for (const [value] of notOrigins) expect(matches(value), value).toBe(false);
  });

  test('100,000 entries answer right, allowed and denied', () => {
    const entries = Array.from({ length: 50_000 }, (_, index) => [
      `https://tenant-${index}.example`,
      `https://*.tenant-${index}.example:*`,
    ]).flat();
    const matches = matcherOf(entries);
    expect(matches('https://tenant-49999.example')).toBe(true);
    expect(matches('https://a.b.tenant-49999.example:8443')).toBe(true);
    expect(matches('https://tenant-50000.example')).toBe(false);
    expect(matches('https://a.tenant-50000.example')).toBe(false);
  });

  test.each<[name: string, entry: (index: number) => string, friend: string]>([
    ['one begins', (index) => `https://t${index}-*.app.example`, 'https://t7-x.app.example'],
    ['one ends', (index) => `https://*-t${index}.app.example`, 'https://x-t7.app.example'],
    [
      'one begins and ends',
      (index) => `https://t-*-${index}.app.example`,
      'https://t-x-7.app.example',
    ],
    ['one has a port', (index) => `https://t${index}-*.app.example:*`, 'https://t7-x.app.example'],
  ])('20,000 patterns of one domain answer right: %s', (_, entry, friend) => {
    const matches = matcherOf(Array.from({ length: 20_000 }, (__, index) => entry(index)));
    expect(matches(friend)).toBe(true);
    const strangers = [
      'https://stranger.app.example',
      'https://t-stranger-x.app.example',
      // As many hyphens as a label can have.
      `https://t-${'-'.repeat(60)}x.app.example`,
      `https://${'a-'.repeat(31)}a.app.example`,
    ];
    for (const stranger of strangers) expect(matches(stranger), stranger).toBe(false);
  });
});

function matcherOf(origin: readonly string[]): (asked: string) => boolean {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: { origin } });
  const resolved = resolver.resolve(draft);
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  return (asked) => {
    const decision = decideActual(resolved.policy, asked, undefined, nowhere);
    if (decision instanceof Promise) throw new Error('a list answers at once');
    return decision.allowed;
  };
}

/** The naive twin: a pattern as the sentence that describes it, by string operations on each entry. */
function isUnder(entry: string, asked: string): boolean {
  const [entryScheme, entryRest = ''] = entry.split('://');
  const [askedScheme, askedRest = ''] = asked.split('://');
  const [entryHost = '', entryPort = ''] = entryRest.split(':');
  const [askedHost = '', askedPort = ''] = askedRest.split(':');
  const [first = '', ...others] = entryHost.split('.');
  const [askedFirst = '', ...askedOthers] = askedHost.split('.');
  const part = new RegExp(`^${first.replace('*', '[a-z0-9-]+')}$`);
  const isHost =
    first === '*'
      ? askedHost.endsWith(entryHost.slice(1)) && askedHost.length > entryHost.length - 1
      : part.test(askedFirst) && others.join('.') === askedOthers.join('.');
  return entryScheme === askedScheme && isHost && (entryPort === '*' || entryPort === askedPort);
}
