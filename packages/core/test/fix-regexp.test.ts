import { beforeAll, describe, expect, test } from 'vitest';

import { CorsPolicyError, createResolver, emptyDraft, prepareOptions } from '../src/index.ts';

function issuesOf(options: object) {
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value: options }));
  try {
    resolver.report.finish();
    return [];
  } catch (error) {
    if (error instanceof CorsPolicyError) return error.issues;
    throw error;
  }
}

beforeAll(() => prepareOptions([/x/]));

describe('the fix of a RegExp', () => {
  test.each<[RegExp, readonly string[], readonly string[]]>([
    [/^https:\/\/app.example.com$/, ['https://app.example.com'], ['https://appxexample.com']],
    [
      /\.foo\.example/,
      ['https://a.foo.example', 'https://a.b.foo.example'],
      ['https://foo.example'],
    ],
    [/foo\.example$/, ['https://foo.example', 'https://a.foo.example'], ['https://xfoo.example']],
    [
      /.*\.foo\.example/,
      ['https://a.foo.example'],
      ['https://foo.example', 'https://xfoo.example'],
    ],
    [/localhost/, ['http://localhost', 'http://localhost:3000'], ['http://localhost.evil.example']],
    [/localhost:\d+$/, ['http://localhost:3000'], ['http://evil.example:3000']],
    [/:\/\/foo\.example$/, ['https://foo.example'], ['https://foo.example:8443']],
    [
      /a\.example|b.example/,
      ['https://a.example', 'https://x.b.example'],
      ['https://a.example.evil.example'],
    ],
    [/^https:\/\/a\.example/g, ['https://a.example'], ['https://a.example.evil.net']],
    [/https?:\/\/localhost:\d{1,5}/y, ['http://localhost:3000', 'https://localhost:1'], []],
    [/^https:\/\/a.example$|b\.example$/m, ['https://a.example', 'https://b.example'], []],
    [/^https:\/\/[a-z.]+\.a.example$/i, ['https://x.y.a.example'], ['https://x.aXexample']],
  ])('%s is accepted, and lets in what was meant', (wrong, allowed, denied) => {
    const issues = issuesOf({ origin: wrong });
    expect(issues.length).toBeGreaterThan(0);
    const hints = new Set(issues.map(({ hint }) => hint));
    expect(hints.size).toBe(1);
    const [, source = '', flags = ''] =
      /^Write \/(.*)\/([a-z]*), or/.exec([...hints][0] ?? '') ?? [];
    const fixed = new RegExp(source, flags);
    expect(issuesOf({ origin: fixed })).toEqual([]);
    for (const origin of allowed) expect(fixed.test(origin), `${fixed} ${origin}`).toBe(true);
    for (const origin of denied) expect(fixed.test(origin), `${fixed} ${origin}`).toBe(false);
  });

  test.each([/.*/, /.+/g, /(a+)+$/])(
    '%s has none: a pattern is what there is to write',
    (wrong) => {
      for (const { hint } of issuesOf({ origin: wrong })) {
        expect(hint).toContain("'https://*.app.example'");
        expect(hint).not.toContain('/^');
      }
    },
  );

  test('all that is wrong is said at once, credentials included', () => {
    const codes = issuesOf({ origin: [/a.example/g], credentials: true }).map(({ code }) => code);
    expect(codes).toEqual([
      'regexp-flags',
      'regexp-unanchored',
      'regexp-plain-dot',
      'regexp-with-credentials',
    ]);
  });
});
