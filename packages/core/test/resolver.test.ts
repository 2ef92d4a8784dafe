import { describe, expect, test } from 'vitest';

import { describeRoute, sortRoutes } from '../src/compile/cors-route.ts';
import { type Policy, createResolver, emptyDraft } from '../src/index.ts';
import { checkConflict } from '../src/policy/conflict.ts';
import { warnOfCarriedHeaders } from '../src/policy/warnings.ts';

const app = 'https://app.example';
const rootOf = (value: unknown) => ({ path: 'register', value });

describe('a resolver', () => {
  test('gives one compiled policy to all routes whose policy is the same', () => {
    const resolver = createResolver();
    const root = resolver.scope(
      emptyDraft,
      rootOf({ origin: [app, 'https://b.example'], allowedHeaders: ['x-a', 'x-b'] }),
    );
    const policyOf = (value: unknown) =>
      resolver.route(root, [{ path: 'route', value }], { path: 'GET /', methods: ['GET'] })?.policy;
    const inherited = policyOf(undefined);
    expect(policyOf(true)).toBe(inherited);
    expect(policyOf({})).toBe(inherited);
    expect(policyOf({ credentials: false })).toBe(inherited);
    expect(policyOf({ allowedHeaders: ['X-B', 'x-a', 'x-a'] })).toBe(inherited);
    expect(policyOf({ origin: ['https://b.example', app] })).toBe(inherited);
    expect(policyOf({ maxAge: 5 })).not.toBe(inherited);
    const [one, two] = [() => true, () => true];
    expect(policyOf({ origin: one })).toBe(policyOf({ origin: one }));
    expect(policyOf({ origin: one })).not.toBe(policyOf({ origin: two }));
    // Whatever a RegExp says of itself.
    const alike = [/^https:\/\/a\.example$/, /^https:\/\/b\.example$/].map((regexp) =>
      policyOf({ origin: Object.assign(regexp, { toString: () => '/alike/' }) }),
    );
    expect(alike[0]).not.toBe(alike[1]);
  });

  test.each<[string, object, unknown, object, string]>([
    [
      'to a list',
      { exposedHeaders: ['etag'] },
      { exposedHeaders: { add: ['X-Total-Count', 'etag'] } },
      { exposedHeaders: ['etag', 'x-total-count'] },
      'register + route',
    ],
    ['to none', {}, { exposedHeaders: { add: ['etag'] } }, { exposedHeaders: ['etag'] }, 'route'],
    [
      'to every name, which is none the more',
      { exposedHeaders: '*' },
      { exposedHeaders: { add: ['etag'] } },
      { exposedHeaders: '*' },
      'register + route',
    ],
    [
      'to allowed headers',
      { allowedHeaders: ['content-type'] },
      { allowedHeaders: { add: ['x-a'] } },
      { allowedHeaders: ['content-type', 'x-a'] },
      'register + route',
    ],
  ])('adds names %s', (_, root, value, printed, from) => {
    const resolver = createResolver();
    const scope = resolver.scope(emptyDraft, rootOf({ origin: [app], ...root }));
    const resolved = resolver.route(scope, [{ path: 'route', value }], {
      path: 'GET /',
      methods: ['GET'],
    });
    resolver.report.finish();
    const route = describeRoute('GET', '/', resolved);
    expect(route.policy).toEqual({ origin: [app], ...printed });
    const [name = ''] = Object.keys(printed);
    expect(route.from[name]).toBe(from);
  });

  test('settles what a name extends where it is written', () => {
    const resolver = createResolver();
    const outer = resolver.scope(
      emptyDraft,
      rootOf({
        origin: false,
        policies: {
          base: { origin: 'https://trusted.example' },
          withCookies: { extends: 'base', credentials: true },
        },
      }),
    );
    const value = { policies: { base: { origin: 'https://other.example' } } };
    const inner = resolver.scope(outer, { path: 'inner', value });
    const named = (name: string) =>
      resolver.route(inner, [{ path: 'route', value: name }], { path: 'GET /', methods: ['GET'] });
    expect(describeRoute('GET', '/', named('withCookies')).policy).toEqual({
      origin: ['https://trusted.example'],
      credentials: true,
    });
    expect(describeRoute('GET', '/', named('base')).policy).toEqual({
      origin: ['https://other.example'],
    });
  });

  test('changes nothing that it was given, and hears of no later change', () => {
    const resolver = createResolver();
    const origin = [app];
    const value = Object.freeze({ origin, allowedHeaders: Object.freeze(['X-A']) });
    const resolved = resolver.resolve(resolver.scope(emptyDraft, rootOf(value)));
    origin.push('https://evil.example');
    expect(resolved?.policy.policy.origin).toMatchObject({ rules: [{ source: app }] });
    expect(Object.isFrozen(resolved?.policy) && Object.isFrozen(resolved?.policy.policy)).toBe(
      true,
    );
  });

  test('prints a route as the shortest options that make its policy, and says where each came from', () => {
    const resolver = createResolver();
    const root = resolver.scope(
      emptyDraft,
      rootOf({
        origin: [app, /^https:\/\/b\.example$/],
        maxAge: 60,
        methods: '*',
        policies: {
          own: {
            origin: function tenants() {
              return true;
            },
          },
        },
      }),
    );
    const print = (value: unknown) =>
      describeRoute(
        'PUT',
        '/a',
        resolver.route(root, [{ path: 'PUT /a', value }], { path: 'PUT /a', methods: ['PUT'] }),
      );
    expect(print({ credentials: false, exposedHeaders: ['ETag'] })).toEqual({
      method: 'PUT',
      path: '/a',
      policy: {
        origin: [app, '/^https:\\/\\/b\\.example$/'],
        exposedHeaders: ['etag'],
        maxAge: 60,
      },
      from: {
        origin: 'register',
        maxAge: 'register',
        methods: 'register',
        credentials: 'PUT /a',
        exposedHeaders: 'PUT /a',
      },
    });
    expect(print('own')).toMatchObject({
      policy: { origin: '[function tenants]' },
      from: { origin: 'register.policies.own' },
    });
    expect(print(false)).toMatchObject({ policy: { origin: false }, from: { origin: 'PUT /a' } });
    expect(describeRoute('GET', '/', undefined, { host: /a/ })).toEqual({
      method: 'GET',
      path: '/',
      constraints: { host: '/a/' },
      policy: null,
      from: {},
    });
  });

  test('what it prints is options that make the very same policy', () => {
    const resolver = createResolver();
    const value = {
      origin: [app, 'http://localhost:*'],
      credentials: true,
      allowedHeaders: ['x-a'],
      maxAge: 0,
      cacheControl: 5,
      optionsSuccessStatus: 200,
    } as const;
    const first = resolver.resolve(resolver.scope(emptyDraft, rootOf(value)));
    const printed = describeRoute('GET', '/', first).policy;
    const second = resolver.resolve(resolver.scope(emptyDraft, rootOf(printed)));
    expect(second?.policy).toBe(first?.policy);
  });

  test('sorts routes by path, then method', () => {
    const at = (path: string, method: string) => describeRoute(method, path, undefined);
    expect(
      sortRoutes([at('/b', 'GET'), at('/a', 'PUT'), at('/a', 'GET')]).map(
        ({ method, path }) => method + path,
      ),
    ).toEqual(['GET/a', 'PUT/a', 'GET/b']);
  });
});

describe('of the routes of one path', () => {
  const policyOf = (value: unknown): Policy => {
    const resolver = createResolver();
    const policy = resolver.resolve(resolver.scope(emptyDraft, rootOf(value)))?.policy.policy;
    resolver.report.finish();
    if (policy === undefined) throw new Error('nothing was refused');
    return policy;
  };

  test.each<[a: unknown, b: unknown, warned: boolean]>([
    [
      { origin: app, maxAge: 60, allowedHeaders: ['x-a'] },
      { origin: app, allowedHeaders: [] },
      true,
    ],
    [{ origin: app, maxAge: 60 }, { origin: app, allowedHeaders: ['x-a'] }, true],
    [{ origin: app, maxAge: 60 }, { origin: app }, false],
    [{ origin: app, maxAge: 0 }, { origin: app, allowedHeaders: [] }, false],
    // For five seconds even where nobody asks for it.
    [{ origin: app }, { origin: app, allowedHeaders: [] }, true],
    [{ origin: app }, { origin: app, allowedHeaders: [], enforce: true }, false],
    [{ origin: app, maxAge: 60 }, { origin: false, allowedHeaders: [] }, false],
  ])('%j beside %j is warned of: %s', (a, b, warned) => {
    const codes: string[] = [];
    const routes = [
      { method: 'PUT', policy: policyOf(a) },
      { method: 'DELETE', policy: policyOf(b) },
    ];
    warnOfCarriedHeaders('/a', routes, ({ code }) => codes.push(code));
    warnOfCarriedHeaders('/a', routes.toReversed(), ({ code }) => codes.push(code));
    expect(codes).toEqual(warned ? ['headers-carried-over', 'headers-carried-over'] : []);
  });

  test.each<[open: string, closed: string, a: unknown, b: unknown, warned: boolean]>([
    ['PUT', 'POST', { origin: app }, { origin: false }, true],
    ['GET', 'POST', { origin: app }, { origin: false }, true],
    ['GET', 'POST', { origin: app }, { origin: false, enforce: true }, false],
    ['GET', 'POST', { origin: app, allowedHeaders: [] }, { origin: false }, false],
    ['GET', 'POST', { origin: app, maxAge: 0 }, { origin: false }, false],
    // These need a grant of their method, too.
    ['GET', 'PUT', { origin: app }, { origin: false }, false],
    ['GET', 'GET', { origin: app }, { origin: false }, false],
  ])('%s beside %s without CORS: %j, %j', (open, closed, a, b, warned) => {
    const messages: string[] = [];
    const routes = [
      { method: open, policy: policyOf(a) },
      { method: closed, policy: policyOf(b) },
    ];
    warnOfCarriedHeaders('/admin', routes, ({ message }) => messages.push(message));
    expect(messages).toEqual(warned ? [expect.stringContaining('has CORS off')] : []);
  });

  const ask = () => true;
  test.each<[a: unknown, b: unknown, refused: boolean]>([
    [{ origin: app }, { origin: app, maxAge: 5, exposedHeaders: ['etag'] }, false],
    [{ origin: ask }, { origin: ask, maxAge: 5 }, false],
    [null, null, false],
    [{ origin: app }, { origin: 'https://b.example' }, true],
    [{ origin: app }, { origin: app, credentials: true }, true],
    [{ origin: app }, { origin: app, methods: ['PUT'] }, true],
    [{ origin: app }, { origin: app, allowedHeaders: [] }, true],
    [{ origin: ask }, { origin: () => true }, true],
    [{ origin: app }, null, true],
  ])('%j and %j under constraints that no preflight shows are refused: %s', (a, b, refused) => {
    const codes: string[] = [];
    const routeOf = (value: unknown, path: string) => ({
      path,
      policy: value === null ? undefined : policyOf(value),
    });
    checkConflict(
      routeOf(a, 'GET /a (version 1)'),
      routeOf(b, 'GET /a (version 2)'),
      ({ code, message }) => {
        codes.push(code);
        expect(message).toMatch(/version 1.*version 2/);
      },
    );
    expect(codes).toEqual(refused ? ['constraint-conflict'] : []);
  });
});

test('an origin function that reads a header no preflight carries is warned of', () => {
  const resolver = createResolver();
  resolver.resolve(
    resolver.scope(emptyDraft, rootOf({ origin: () => true, vary: ['Host', 'X-Tenant'] })),
  );
  expect(resolver.report.warnings).toMatchObject([
    { code: 'vary-unseen-by-preflight', path: 'register.vary', value: ['x-tenant'] },
  ]);
});
