import type { CorsIssueCode } from '../../src/index.ts';

/** Options that boot refuses, one problem each, and where it stands. Typed loosely: most of it does not compile. */
export interface Refusal {
  readonly code: CorsIssueCode;
  readonly options: unknown;
  /** The level of a route inside, where it takes one. */
  readonly route?: unknown;
  readonly path: string;
  readonly method?: string;
}

const app = 'https://app.example';
const root = 'register';
const route = 'route';

/** A class whose options are not its own: reading its keys would find nothing. */
class Settings {
  get origin(): string {
    return app;
  }
}

export const refusals: readonly Refusal[] = [
  // What has no key of its own is not "no options", which would be everybody.
  ...[
    Promise.resolve({ origin: app }),
    /^a$/,
    new Map([['origin', app]]),
    [],
    new Settings(),
    null,
  ].map((options) => ({ code: 'options-type' as const, options, path: root })),
  ...[Promise.resolve(false), /^a$/, new Map([['origin', false]]), new Settings()].map((value) => ({
    code: 'options-type' as const,
    options: { origin: app },
    route: value,
    path: route,
  })),
  { code: 'options-type', options: { origin: app }, route: 1, path: route },
  { code: 'options-type', options: { origin: app }, route: null, path: route },
  { code: 'options-type', options: { origin: app }, route: [app], path: route },
  {
    code: 'options-type',
    options: { origin: app, policies: { a: false } },
    path: `${root}.policies.a`,
  },
  { code: 'value-type', options: { origin: app, policies: [] }, path: `${root}.policies` },
  { code: 'unknown-key', options: { orign: app, origin: app }, path: `${root}.orign` },
  {
    code: 'unknown-key',
    options: { origin: app },
    route: { credentails: true },
    path: `${route}.credentails`,
  },
  // What other libraries call an option, and what they need and we do not.
  ...[
    'allowMethods',
    'allowedMethods',
    'allowHeaders',
    'logLevel',
    'preflightContinue',
    'hook',
  ].map((name) => ({
    code: 'unknown-key' as const,
    options: { origin: app },
    route: { [name]: ['GET'] },
    path: `${route}.${name}`,
  })),
  {
    code: 'unknown-key',
    options: { origin: app, policies: { a: { origin: app, foo: 1 } } },
    path: `${root}.policies.a.foo`,
  },
  {
    code: 'unknown-key',
    options: { origin: app },
    route: { policies: {} },
    path: `${route}.policies`,
  },
  { code: 'unknown-policy', options: { origin: app }, route: 'partner', path: route },
  { code: 'unknown-policy', options: { origin: app }, route: 'toString', path: route },
  {
    code: 'unknown-policy',
    options: { origin: app },
    route: { extends: '__proto__' },
    path: `${route}.extends`,
  },
  {
    code: 'extends-cycle',
    options: { origin: app, policies: { a: { extends: 'b' }, b: { extends: 'a' } } },
    route: 'a',
    path: `${root}.policies.b.extends`,
  },
  {
    code: 'value-type',
    options: { origin: app },
    route: { extends: true },
    path: `${route}.extends`,
  },
  { code: 'value-undefined', options: { origin: undefined }, path: `${root}.origin` },
  { code: 'value-undefined', options: { origin: app, maxAge: undefined }, path: `${root}.maxAge` },
  {
    code: 'value-undefined',
    options: { origin: app },
    route: { credentials: undefined },
    path: `${route}.credentials`,
  },
  { code: 'value-type', options: { origin: [undefined] }, path: `${root}.origin[0]` },
  { code: 'value-type', options: { origin: null }, path: `${root}.origin` },
  { code: 'value-type', options: { origin: { host: 'app.example' } }, path: `${root}.origin` },
  { code: 'value-type', options: { origin: [[app]] }, path: `${root}.origin[0]` },
  { code: 'value-type', options: { origin: app, credentials: 'yes' }, path: `${root}.credentials` },
  {
    code: 'value-type',
    options: { origin: app, dangerouslyAllowHttp: 1 },
    path: `${root}.dangerouslyAllowHttp`,
  },
  { code: 'origin-required', options: { credentials: true }, path: `${root}.origin` },
  { code: 'origin-required', options: { policies: {} }, path: `${root}.origin` },
  {
    code: 'origin-required',
    options: { origin: app, policies: { a: { maxAge: 5 } } },
    route: 'a',
    path: `${route}.origin`,
  },
  { code: 'origin-true', options: { origin: true }, path: `${root}.origin` },
  {
    code: 'regexp-flags',
    options: { origin: /^https:\/\/app\.example$/g },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-flags',
    options: { origin: [/^https:\/\/app\.example$/y] },
    path: `${root}.origin[0]`,
  },
  { code: 'regexp-unanchored', options: { origin: /app\.example$/ }, path: `${root}.origin` },
  {
    code: 'regexp-unanchored',
    options: { origin: /^https:\/\/app\.example/ },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-unanchored',
    options: { origin: /^https:\/\/a\.example$|b\.example$/ },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-unanchored',
    options: { origin: /^https:\/\/app\.example\$/ },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-unanchored',
    options: { origin: /^https:\/\/app\.example$/m },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-backtracking',
    options: { origin: /^https:\/\/(a+)+\.example$/ },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-backtracking',
    options: { origin: /^https:\/\/(?:a|a)*b$/ },
    path: `${root}.origin`,
  },
  { code: 'regexp-backtracking', options: { origin: /^.*.*.*.*x$/ }, path: `${root}.origin` },
  {
    code: 'any-origin-with-credentials',
    options: { origin: '*', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'any-origin-with-credentials',
    options: { origin: '*' },
    route: { credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'any-origin-with-credentials',
    options: { origin: app, policies: { open: { origin: '*' } } },
    route: { extends: 'open', credentials: true },
    path: `${root}.policies.open.origin`,
  },
  {
    code: 'public-suffix-with-credentials',
    options: { origin: 'https://*.github.io', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'public-suffix-with-credentials',
    options: { origin: 'https://*.co.uk', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'public-suffix-with-credentials',
    options: { origin: 'https://*.com', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'public-suffix-with-credentials',
    options: { origin: ['https://*.vercel.app:*'], credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'http-with-credentials',
    options: { origin: 'http://app.example', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'http-with-credentials',
    options: { origin: 'http://*.app.example', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'http-with-credentials',
    options: { origin: 'http://192.168.0.1:*', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'regexp-with-credentials',
    options: { origin: /^https:\/\/app\.example$/, credentials: true },
    path: `${root}.origin`,
  },
  { code: 'override-of-off', options: { origin: false }, route: { maxAge: 5 }, path: route },
  {
    code: 'override-of-off',
    options: { origin: false },
    route: { credentials: true },
    path: route,
  },
  {
    code: 'method-invalid',
    options: { origin: app, methods: ['PUT,GET'] },
    path: `${root}.methods[0]`,
  },
  { code: 'method-invalid', options: { origin: app, methods: [''] }, path: `${root}.methods[0]` },
  {
    code: 'method-case',
    options: { origin: app, methods: ['GET', 'patch'] },
    path: `${root}.methods[1]`,
  },
  {
    code: 'method-forbidden',
    options: { origin: app, methods: ['GET', 'trace'] },
    path: `${root}.methods[1]`,
  },
  { code: 'method-omitted', options: { origin: app, methods: ['PUT'] }, path: `${root}.methods` },
  {
    code: 'method-omitted',
    options: { origin: app, methods: ['GET'] },
    method: 'POST',
    path: `${root}.methods`,
  },
  {
    code: 'method-omitted',
    options: { origin: app },
    route: { methods: [] },
    path: `${route}.methods`,
  },
  { code: 'value-type', options: { origin: app, methods: 'PUT' }, path: `${root}.methods` },
  {
    code: 'value-type',
    options: { origin: app, allowedHeaders: 'content-type, x-a' },
    path: `${root}.allowedHeaders`,
  },
  {
    code: 'value-type',
    options: { origin: app, exposedHeaders: [7] },
    path: `${root}.exposedHeaders[0]`,
  },
  {
    code: 'wildcard-in-list',
    options: { origin: app, methods: ['*'] },
    path: `${root}.methods[0]`,
  },
  {
    code: 'wildcard-in-list',
    options: { origin: app, allowedHeaders: ['x-a', '*'] },
    path: `${root}.allowedHeaders[1]`,
  },
  { code: 'wildcard-in-list', options: { origin: app, vary: ['*'] }, path: `${root}.vary[0]` },
  {
    code: 'wildcard-with-credentials',
    options: { origin: app, credentials: true, exposedHeaders: '*' },
    path: `${root}.exposedHeaders`,
  },
  {
    code: 'wildcard-with-credentials',
    options: { origin: app, exposedHeaders: '*' },
    route: { credentials: true },
    path: `${root}.exposedHeaders`,
  },
  {
    code: 'header-invalid',
    options: { origin: app, allowedHeaders: ['x a'] },
    path: `${root}.allowedHeaders[0]`,
  },
  {
    code: 'header-invalid',
    options: { origin: app, exposedHeaders: ['x-a\r\nset-cookie: a=b'] },
    path: `${root}.exposedHeaders[0]`,
  },
  {
    code: 'header-invalid',
    options: { origin: () => true, vary: ['héader'] },
    path: `${root}.vary[0]`,
  },
  {
    code: 'header-forbidden',
    options: { origin: app, exposedHeaders: ['Set-Cookie'] },
    path: `${root}.exposedHeaders[0]`,
  },
  {
    code: 'header-response-only',
    options: { origin: app, allowedHeaders: ['Access-Control-Allow-Origin'] },
    path: `${root}.allowedHeaders[0]`,
  },
  {
    code: 'header-request-only',
    options: { origin: app, exposedHeaders: ['Access-Control-Request-Method'] },
    path: `${root}.exposedHeaders[0]`,
  },
  ...[-1, 86_401, 1.5, '600', Number.NaN, Number.POSITIVE_INFINITY, null].map((maxAge) => ({
    code: 'max-age-range' as const,
    options: { origin: app, maxAge },
    path: `${root}.maxAge`,
  })),
  ...[199, 300, '204'].map((optionsSuccessStatus) => ({
    code: 'status-range' as const,
    options: { origin: app, optionsSuccessStatus },
    path: `${root}.optionsSuccessStatus`,
  })),
  ...[-1, '', '300', ' max-age=5', 'a\r\nb', true].map((cacheControl) => ({
    code: 'cache-control-invalid' as const,
    options: { origin: app, cacheControl },
    path: `${root}.cacheControl`,
  })),
  ...['true', 1, null, 'ALL'].map((enforce) => ({
    code: 'value-type' as const,
    options: { origin: app, enforce },
    path: `${root}.enforce`,
  })),
  { code: 'enforce-any-origin', options: { origin: '*', enforce: true }, path: `${root}.enforce` },
  { code: 'enforce-any-origin', options: { origin: '*', enforce: 'all' }, path: `${root}.enforce` },
  {
    code: 'enforce-any-origin',
    options: { origin: '*', enforce: true, credentials: true, dangerouslyAllowAnyOrigin: true },
    path: `${root}.enforce`,
  },
  {
    code: 'enforce-any-origin',
    options: { origin: app, enforce: true },
    route: { origin: '*' },
    path: `${root}.enforce`,
  },
  {
    code: 'override-of-off',
    options: { origin: false },
    route: { enforce: true, maxAge: 5 },
    path: route,
  },
  { code: 'value-type', options: { origin: app, ownOrigins: app }, path: `${root}.ownOrigins` },
  ...['https://*.app.example', 'http://localhost:*'].map((entry) => ({
    code: 'own-origin-inexact' as const,
    options: { origin: app, ownOrigins: [entry] },
    path: `${root}.ownOrigins[0]`,
  })),
  ...['allowedHeaders', 'exposedHeaders'].flatMap((name) => [
    { code: 'value-type' as const, options: { origin: app, [name]: {} }, path: `${root}.${name}` },
    {
      code: 'value-type' as const,
      options: { origin: app, [name]: { add: ['x-a'], remove: [] } },
      path: `${root}.${name}`,
    },
    {
      code: 'value-type' as const,
      options: { origin: app, [name]: { add: 'x-a' } },
      path: `${root}.${name}.add`,
    },
    {
      code: 'header-invalid' as const,
      options: { origin: app, [name]: { add: ['x a'] } },
      path: `${root}.${name}.add[0]`,
    },
    {
      code: 'wildcard-in-list' as const,
      options: { origin: app, [name]: { add: '*' } },
      path: `${root}.${name}.add`,
    },
  ]),
  {
    code: 'override-of-off',
    options: { origin: false },
    route: { exposedHeaders: { add: ['etag'] } },
    path: route,
  },
  { code: 'origin-file', options: { origin: ['file://'] }, path: `${root}.origin[0]` },
  {
    code: 'origin-file',
    options: { origin: ['file://'], dangerouslyAllowFile: true },
    route: { dangerouslyAllowFile: false },
    path: `${root}.origin`,
  },
  {
    code: 'any-host-with-credentials',
    options: { origin: 'moz-extension://*', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'public-suffix-with-credentials',
    options: { origin: 'https://shop-*-team.vercel.app', credentials: true },
    path: `${root}.origin`,
  },
  {
    code: 'http-with-credentials',
    options: { origin: 'http://192.168.1.5:3000', credentials: true },
    path: `${root}.origin`,
  },
  ...[
    'https://*.amazonaws.com',
    'https://*.windows.net',
    'https://*.railway.app:*',
    'https://*.ck',
  ].map((origin) => ({
    code: 'public-suffix-with-credentials' as const,
    options: { origin: [app, origin], credentials: true },
    path: `${root}.origin`,
  })),
  ...[null, [], 'public', true].map((shadow) => ({
    code: 'value-type' as const,
    options: { origin: app, shadow },
    path: `${root}.shadow`,
  })),
  {
    code: 'shadow-nested',
    options: { origin: app, shadow: { shadow: { maxAge: 5 } } },
    path: `${root}.shadow.shadow`,
  },
  {
    code: 'shadow-nested',
    options: { origin: app, shadow: { extends: 'a' }, policies: { a: { origin: app } } },
    path: `${root}.shadow.extends`,
  },
  {
    code: 'max-age-range',
    options: { origin: app, shadow: { maxAge: -1 } },
    path: `${root}.shadow.maxAge`,
  },
  {
    code: 'any-origin-with-credentials',
    options: { origin: [app], credentials: true, shadow: { origin: '*', credentials: true } },
    path: `${root}.shadow.origin`,
  },
  {
    code: 'http-with-credentials',
    options: { origin: 'http://app.example', shadow: { credentials: true } },
    path: `${root}.origin`,
  },
  {
    code: 'origin-trailing-slash',
    options: { origin: app, ownOrigins: ['https://a.example/'] },
    path: `${root}.ownOrigins[0]`,
  },
];

/** Options near those above that boot must accept. */
export const accepted: readonly Omit<Refusal, 'code' | 'path'>[] = [
  { options: {} },
  { options: { origin: [] } },
  { options: { origin: false } },
  { options: { origin: false }, route: true },
  { options: { origin: false }, route: {} },
  { options: { origin: false }, route: { origin: app } },
  {
    options: { origin: false, policies: { a: { origin: app } } },
    route: { extends: 'a', maxAge: 1 },
  },
  { options: { origin: '*', exposedHeaders: '*' } },
  { options: { origin: app, credentials: true, allowedHeaders: '*', methods: '*' } },
  { options: { origin: 'http://localhost:*', credentials: true } },
  {
    options: {
      origin: ['http://*.localhost:*', 'http://127.0.0.1:3000', 'http://[::1]'],
      credentials: true,
    },
  },
  { options: { origin: 'https://*.app.github.io', credentials: true } },
  ...['internal', 'test', 'local', 'my-company.internal', 'home.arpa'].map((domain) => ({
    options: { origin: `https://*.${domain}`, credentials: true },
  })),
  { options: { origin: ['file://', app], dangerouslyAllowFile: true, credentials: true } },
  { options: { origin: ['moz-extension://*', 'https://shop-*-team.vercel.app'] } },
  { options: { origin: 'https://pr-*.preview.example', credentials: true } },
  {
    options: {
      origin: ['moz-extension://*', 'https://shop-*-team.vercel.app'],
      credentials: true,
      dangerouslyAllowPublicSuffix: true,
    },
  },
  { options: { origin: 'https://*.github.io' } },
  {
    options: {
      origin: 'https://*.github.io',
      credentials: true,
      dangerouslyAllowPublicSuffix: true,
    },
  },
  { options: { origin: 'http://app.example', credentials: true, dangerouslyAllowHttp: true } },
  {
    options: {
      origin: /^https:\/\/app\.example$/,
      credentials: true,
      dangerouslyTrustRegExp: true,
    },
  },
  { options: { origin: /^https:\/\/(?:[a-z0-9-]+\.)+example\.com$/ } },
  { options: { origin: /^https:\/\/a\.example$|^https:\/\/b\.example$/ } },
  { options: { origin: '*', credentials: true, dangerouslyAllowAnyOrigin: true } },
  { options: { origin: 'null', dangerouslyAllowNull: true } },
  { options: { origin: () => true, credentials: true, vary: ['host'] } },
  {
    options: {
      origin: app,
      methods: ['get', 'head'],
      maxAge: 0,
      cacheControl: 'public, max-age=5',
    },
  },
  { options: { origin: app, maxAge: 86_400, optionsSuccessStatus: 299, cacheControl: 0 } },
  { options: { origin: app, allowedHeaders: ['Authorization', 'Content-Type', 'Range'] } },
  { options: { origin: app, allowedHeaders: [], exposedHeaders: ['Content-Range', 'ETag'] } },
  { options: { origin: app, methods: ['PUT'] }, method: 'PUT' },
  { options: { origin: app, methods: ['PUT'] }, route: false },
  { options: { origin: app, enforce: true, ownOrigins: ['https://www.app.example'] } },
  { options: { origin: false, enforce: 'all' } },
  { options: { origin: false }, route: { enforce: true } },
  { options: { origin: app, enforce: true }, route: false },
  { options: { origin: app, enforce: true }, route: { origin: '*', enforce: false } },
];
