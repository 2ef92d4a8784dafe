import { describe, expect, test } from 'vitest';

import { type CorsIssue, CorsPolicyError, createResolver, emptyDraft } from '../src/index.ts';
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

const written = notOrigins.flatMap(([value, , words]) => {
  const [issue] = issuesOf({ options: { origin: [value] } });
  const entries = [...(issue?.hint ?? '').matchAll(/'([a-z-]+:\/\/[^']*)'/g)].map(
    ([, entry]) => entry,
  );
  return entries.map((entry) => [value, entry, words] as const);
});

test.each(written)('the fix of %j leads to no other refusal: %s', (_, entry) => {
  // The one hint that names its own exception.
  const exception = entry === 'file://' ? { dangerouslyAllowFile: true } : {};
  expect(issuesOf({ options: { origin: [entry], ...exception } })).toEqual([]);
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
