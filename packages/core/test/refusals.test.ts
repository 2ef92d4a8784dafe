import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { type CorsIssue, CorsPolicyError, createResolver, emptyDraft } from '../src/index.ts';
import { applyHint } from './apply-hint.ts';
import { notOrigins } from './cases/origins.ts';
import { type Refusal, accepted, refusals } from './cases/refusals.ts';

function issuesOf({ options, route, method = 'GET' }: Omit<Refusal, 'code' | 'path'>) {
  const resolver = createResolver();
  const scope = resolver.scope(emptyDraft, { path: 'register', value: options });
  resolver.resolve(scope);
  const levels = [{ path: 'route', value: route }];
  resolver.route(scope, levels, { path: `${method} /`, methods: [method] });
  try {
    resolver.report.finish();
    return [];
  } catch (error) {
    if (error instanceof CorsPolicyError) return error.issues;
    throw error;
  }
}

const codes = (issues: readonly CorsIssue[]): readonly string[] => issues.map(({ code }) => code);

describe('boot refuses', () => {
  test.each(refusals)('$code: $options $route', (refusal) => {
    const issues = issuesOf(refusal);
    expect(codes(issues)).toContain(refusal.code);
    const issue = issues.find(({ code }) => code === refusal.code);
    expect(issue?.path).toBe(refusal.path);
    expect(issue?.message).toMatch(/\S.*[.!]$|\S/);
    expect(issue?.hint).not.toBe('');
    // One mistake is one problem: nothing is reported that only follows from it.
    expect(new Set(codes(issues)).size, codes(issues).join()).toBe(1);
  });

  test.each(notOrigins)('the origin %j as %s', (origin, code, hint) => {
    const [issue, ...rest] = issuesOf({ options: { origin: ['https://ok.example', origin] } });
    expect(issue).toMatchObject({ code, path: 'register.origin[1]', value: origin });
    expect(issue?.hint).toContain(hint);
    expect(rest).toEqual([]);
  });
});

const entriesIn = (hint: string): readonly string[] =>
  [...hint.matchAll(/'([a-z-]+:\/\/[^']*)'/g)].map(([, entry = '']) => entry);

/** The one hint that names its own exception. */
const exceptionOf = (entry: string) => (entry === 'file://' ? { dangerouslyAllowFile: true } : {});

describe('no fix leads to another refusal', () => {
  const written = notOrigins.flatMap(([value]) => {
    const [issue] = issuesOf({ options: { origin: [value] } });
    return entriesIn(issue?.hint ?? '').map((entry) => [value, entry] as const);
  });

  test.each(written)('%j: %s', (_, entry) => {
    expect(issuesOf({ options: { origin: [entry], ...exceptionOf(entry) } })).toEqual([]);
  });

  test('of any origin with any mistakes', () => {
    const mangled = fc
      .tuple(
        fc.constantFrom('', '"', "'", ' '),
        fc.constantFrom(
          '',
          'https://',
          'HTTP://',
          'http:',
          '//',
          'Capacitor://',
          'moz-extension://',
        ),
        fc.constantFrom('', 'me@', '*.', 'shop*.', '*'),
        fc.constantFrom(
          'app.example',
          'App.Example',
          'bücher.example',
          'localhost',
          '::1',
          '127.1',
        ),
        fc.constantFrom('', ':443', ':80', ':*', ':[1,80]', ':3000'),
        fc.constantFrom('', '/', '/path', '?a', ',https://B.example/', '|http://b.example:80'),
      )
      .map(([quote, ...parts]) => `${quote}${parts.join('')}${quote}`);
    fc.assert(
      fc.property(mangled, (value) => {
        for (const { hint } of issuesOf({ options: { origin: [value] } })) {
          for (const entry of entriesIn(hint)) {
            const after = issuesOf({ options: { origin: [entry] } });
            expect(codes(after), `${value}: ${hint}`).toEqual([]);
          }
        }
      }),
      { numRuns: 3_000 },
    );
  });

  const mended = refusals.flatMap((refusal) => {
    const issue = issuesOf(refusal).find(({ code }) => code === refusal.code);
    const after = issue && applyHint(refusal, issue);
    return after ? [{ ...refusal, hint: issue.hint, after }] : [];
  });

  test.each(mended)('$code: $options $route, $hint', ({ after }) => {
    expect(codes(issuesOf(after))).toEqual([]);
  });

  // These ask for what only the person knows: for whom a policy is, which of two was meant.
  test('and all other hints can be followed to the letter', () => {
    const followed = new Set(mended.map(({ code }) => code));
    const others = new Set(refusals.map(({ code }) => code).filter((code) => !followed.has(code)));
    expect([...others].toSorted()).toEqual([
      'enforce-any-origin',
      'extends-cycle',
      'method-invalid',
      'method-omitted',
      'options-type',
      'origin-required',
      'origin-true',
      'override-of-off',
      'regexp-backtracking',
      'shadow-nested',
      'unknown-policy',
    ]);
  });
});

test.each(accepted)('boot accepts $options $route', (options) => {
  expect(issuesOf(options)).toEqual([]);
});

describe('one error', () => {
  test('carries every problem of every level, in the order in which they stand', () => {
    const issues = issuesOf({
      options: {
        origin: ['https://app.example/', 'app.example'],
        maxAge: 1e9,
        credentails: true,
        policies: { open: { origin: true } },
      },
      route: { methods: ['patch'] },
    });
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'origin-true register.policies.open.origin',
      'origin-trailing-slash register.origin[0]',
      'origin-missing-scheme register.origin[1]',
      'max-age-range register.maxAge',
      'unknown-key register.credentails',
      'method-case route.methods[0]',
    ]);
  });

  test('says what, where and what to write, and is frozen data', () => {
    const error = new CorsPolicyError(issuesOf({ options: { orign: 'https://app.example' } }));
    expect(error.message).toMatchInlineSnapshot(`
      "The CORS configuration was refused for 1 problem.

      [unknown-key] register.orign
        "orign" is no option.
        Fix: Write 'origin'.

      More on it: npx @routecors/cli explain unknown-key
      "
    `);
    expect(error.code).toBe('ROUTECORS_POLICY');
    expect(Object.isFrozen(error.issues) && error.issues.every(Object.isFrozen)).toBe(true);
  });

  test('names both levels where two of them make a danger', () => {
    const [issue] = issuesOf({ options: { origin: '*' }, route: { credentials: true } });
    expect(issue?.message).toContain('register.origin');
    expect(issue?.message).toContain('route.credentials');
  });

  test('spells out twenty problems, and keeps all of them', () => {
    const origin = Array.from({ length: 30 }, (_, index) => `https://${index}.example/`);
    const error = new CorsPolicyError(issuesOf({ options: { origin } }));
    expect(error.issues).toHaveLength(30);
    expect(error.message).toContain('30 problems');
    expect(error.message).toContain('10 more');
  });
});
