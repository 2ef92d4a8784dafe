import { afterEach, describe, expect, test, vi } from 'vitest';

import { createResolver, emptyDraft, originsFrom } from '../src/index.ts';
import { vendorLists } from './cases/vendor-lists.ts';

const app = 'https://app.example';

function boot(options: unknown) {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: options });
  const policy = resolver.resolve(draft)?.policy.policy;
  resolver.report.finish();
  return { policy, warnings: resolver.report.warnings };
}

afterEach(() => vi.unstubAllEnvs());

describe('boot starts, and warns', () => {
  test.each<[string, unknown, string, string]>([
    [
      'a forbidden request header',
      { origin: app, allowedHeaders: ['Cookie', 'x-a'] },
      'header-forbidden',
      'register.allowedHeaders[0]',
    ],
    [
      'a response header among those of requests',
      { origin: app, allowedHeaders: ['x-a', 'ETag'] },
      'header-response-only',
      'register.allowedHeaders[1]',
    ],
    [
      'a request header among those of responses',
      { origin: app, exposedHeaders: ['Authorization'] },
      'header-request-only',
      'register.exposedHeaders[0]',
    ],
    ['a list that allows nobody', { origin: [] }, 'origin-empty', 'register.origin'],
    [
      'a callback by name',
      { origin: (_origin: string, callback: unknown) => callback === 1 },
      'origin-function-callback',
      'register.origin',
    ],
    [
      'a callback of a function',
      {
        origin: function origin(_o: string, cb: unknown) {
          return cb === 1;
        },
      },
      'origin-function-callback',
      'register.origin',
    ],
    [
      'a callback of a method',
      {
        origin(_o: string, cb: unknown) {
          return cb === 1;
        },
      },
      'origin-function-callback',
      'register.origin',
    ],
    [
      'a callback of an async method',
      {
        async origin(_o: string, done: unknown) {
          return done === 1;
        },
      },
      'origin-function-callback',
      'register.origin',
    ],
    [
      'a header that no preflight has',
      { origin: () => true, vary: ['cookie'] },
      'vary-unseen-by-preflight',
      'register.vary',
    ],
  ])('%s', (_, options, code, path) => {
    const { warnings } = boot(options);
    expect(warnings.map((issue) => [issue.code, issue.path])).toEqual([[code, path]]);
  });

  test('a header of the other direction stays: some servers do send Authorization', () => {
    const { policy } = boot({
      origin: app,
      allowedHeaders: ['Location'],
      exposedHeaders: ['Authorization'],
    });
    expect(policy).toMatchObject({
      allowedHeaders: ['location'],
      exposedHeaders: ['authorization'],
    });
  });

  test('a forbidden header is left out, and the rest of the list counts', () => {
    const { policy } = boot({
      origin: app,
      allowedHeaders: ['Accept-Encoding', 'X-A', 'Sec-Fetch-Site'],
    });
    expect(policy?.allowedHeaders).toEqual(['x-a']);
  });

  test.each(['http://localhost:3000', 'http://localhost:*', 'http://127.0.0.1'])(
    '%s with credentials, in production only',
    (origin) => {
      expect(boot({ origin: [app, origin], credentials: true }).warnings).toEqual([]);
      vi.stubEnv('NODE_ENV', 'production');
      expect(boot({ origin: [app, origin], credentials: true }).warnings).toMatchObject([
        { code: 'loopback-in-production', value: origin },
      ]);
      expect(boot({ origin: [app, origin] }).warnings).toEqual([]);
    },
  );
});

describe('boot has nothing to say of', () => {
  test.each<[string, unknown]>([
    [
      'a function that asks about the request',
      { origin: (_origin: string, request: unknown) => request === 1 },
    ],
    ['a function of the origin alone', { origin: (origin: string) => origin === app }],
    [
      'headers that a proxy sets on preflights, too',
      {
        origin: () => true,
        vary: ['host', 'x-forwarded-host', 'cf-connecting-ip', 'forwarded', 'x-original-host'],
      },
    ],
    [
      'headers that browsers send with both',
      { origin: () => true, vary: ['origin', 'user-agent', 'sec-fetch-site'] },
    ],
    [
      'a second parameter whose name begins like a callback',
      { origin: (_origin: string, callbacks: unknown) => callbacks === 1 },
    ],
  ])('%s', (_, options) => {
    expect(boot(options).warnings).toEqual([]);
  });
});

describe('lists that vendors publish', () => {
  test.each(vendorLists)('$vendor', ({ allowedHeaders, exposedHeaders }) => {
    const { policy, warnings } = boot({ origin: app, allowedHeaders, exposedHeaders });
    for (const { code } of warnings) {
      expect(['header-forbidden', 'header-response-only', 'header-request-only']).toContain(code);
    }
    expect(policy?.exposedHeaders).toEqual(exposedHeaders.map((name) => name.toLowerCase()));
  });
});

describe('origins out of the environment', () => {
  test.each([
    ['https://a.example', ['https://a.example']],
    [' https://a.example , https://b.example,', ['https://a.example', 'https://b.example']],
    ['https://a.example\nhttps://b.example\n', ['https://a.example', 'https://b.example']],
    [`"https://a.example", 'https://b.example'`, ['https://a.example', 'https://b.example']],
  ])('%j is %j', (text, origins) => {
    expect(originsFrom(text, 'ORIGINS')).toEqual(origins);
  });

  test.each([
    [undefined, 'ORIGINS is not set'],
    ['', 'ORIGINS holds no origin'],
    [' , ', 'ORIGINS holds no origin'],
    ['""', 'ORIGINS holds no origin'],
  ])('%j is refused', (text, message) => {
    expect(() => originsFrom(text, 'ORIGINS')).toThrow(message);
    expect(() => originsFrom(text, 'ORIGINS')).toThrow('Fix: ORIGINS=https://');
  });
});
