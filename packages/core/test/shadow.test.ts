import { describe, expect, test } from 'vitest';

import {
  type CorsOptions,
  type Decision,
  type RouteCorsOptions,
  createResolver,
  decideActual,
  decideForeign,
  decidePreflight,
  decideShadow,
  decideShadowPreflight,
  emptyDraft,
  grantMethods,
  isDifferent,
  printPolicy,
  provenanceOf,
} from '../src/index.ts';

const app = 'https://app.example';
const evil = 'https://evil.example';
const target = { method: 'GET', route: '/', params: {}, host: undefined };

function resolve(options: CorsOptions, route?: RouteCorsOptions) {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: options });
  const resolved = resolver.route(draft, [{ path: 'route', value: route }], {
    path: 'GET /',
    methods: ['GET'],
  });
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  return resolved;
}

async function judge(
  options: CorsOptions,
  method: string,
  headers: Readonly<Record<string, string>>,
): Promise<readonly [Decision, Decision | undefined]> {
  const { policy } = resolve(options);
  const request = undefined;
  if (method === 'OPTIONS') {
    const head = {
      method,
      origin: headers['origin'],
      requestMethod: headers['access-control-request-method'],
      requestHeaders: headers['access-control-request-headers'],
    };
    const methods = grantMethods(policy.policy, ['GET', 'PUT']);
    const preflight = { policy, methods, route: '/' };
    return [
      await decidePreflight(preflight, head, request, () => target),
      await decideShadowPreflight(preflight, head, request, () => target),
    ];
  }
  const provenance = provenanceOf(method, headers, 'api.example');
  const decision = await decideActual(policy, headers['origin'], request, () => target);
  return [
    decideForeign(decision, provenance) ?? decision,
    await decideShadow(policy, provenance, request, () => target),
  ];
}

describe('a shadow', () => {
  const preflight = (method: string, headers?: string, origin = app) => ({
    origin,
    'access-control-request-method': method,
    ...(headers !== undefined && { 'access-control-request-headers': headers }),
  });
  const foreign = { origin: evil, 'sec-fetch-site': 'cross-site' };

  test.each<[string, CorsOptions, string, Record<string, string>, boolean, string]>([
    [
      'a narrower list',
      { origin: '*', shadow: { origin: [app] } },
      'GET',
      { origin: evil },
      true,
      'origin-not-matched',
    ],
    [
      'the same for friends',
      { origin: '*', shadow: { origin: [app] } },
      'GET',
      { origin: app },
      false,
      'origin-matched',
    ],
    ['nobody asks', { origin: '*', shadow: { origin: [app] } }, 'GET', {}, false, 'no-origin'],
    [
      'a wider list',
      { origin: [app], shadow: { origin: '*' } },
      'GET',
      { origin: evil },
      true,
      'any-origin',
    ],
    [
      'a function',
      { origin: '*', shadow: { origin: async () => false } },
      'GET',
      { origin: app },
      true,
      'origin-function-denied',
    ],
    [
      'fewer methods',
      { origin: [app], shadow: { methods: ['GET'] } },
      'OPTIONS',
      preflight('PUT'),
      true,
      'method-not-allowed',
    ],
    [
      'fewer headers',
      { origin: [app], shadow: { allowedHeaders: ['x-a'] } },
      'OPTIONS',
      preflight('PUT', 'x-b'),
      true,
      'header-not-allowed',
    ],
    [
      'enough headers',
      { origin: [app], shadow: { allowedHeaders: ['x-a'] } },
      'OPTIONS',
      preflight('PUT', 'x-a'),
      false,
      'origin-matched',
    ],
    [
      'enforcing',
      { origin: [app], shadow: { enforce: true } },
      'POST',
      foreign,
      true,
      'foreign-request',
    ],
    [
      'enforcing no longer',
      { origin: [app], enforce: true, shadow: { enforce: false } },
      'POST',
      foreign,
      true,
      'origin-not-matched',
    ],
  ])('%s', async (_, options, method, headers, differs, reason) => {
    const [decision, shadow] = await judge(options, method, headers);
    if (shadow === undefined) throw new Error('the policy has a shadow');
    expect(shadow.reason).toBe(reason);
    expect(isDifferent(decision, shadow)).toBe(differs);
  });

  test('is none where nobody writes one', async () => {
    expect((await judge({ origin: [app] }, 'GET', { origin: evil }))[1]).toBeUndefined();
    expect((await judge({ origin: [app] }, 'OPTIONS', preflight('PUT')))[1]).toBeUndefined();
  });

  test.each<[string, CorsOptions, RouteCorsOptions | undefined, unknown]>([
    [
      'is what the policy would be with it on top',
      { origin: [app], credentials: true, maxAge: 5, shadow: { maxAge: 60 } },
      undefined,
      { origin: [app], credentials: true, maxAge: 60 },
    ],
    [
      'is inherited, with the levels below in it',
      { origin: '*', shadow: { origin: [app] } },
      { maxAge: 5 },
      { origin: [app], maxAge: 5 },
    ],
    [
      'ends where a level states the same option',
      { origin: '*', shadow: { origin: [app] } },
      { origin: [evil] },
      { origin: [evil] },
    ],
    [
      'is replaced by one further inside',
      { origin: '*', shadow: { origin: [app] } },
      { shadow: { origin: [evil] } },
      { origin: [evil] },
    ],
    [
      'can turn CORS off, or on',
      { origin: false, shadow: { origin: [app] } },
      undefined,
      { origin: [app] },
    ],
  ])('%s', (_, options, route, printed) => {
    const { policy } = resolve(options, route);
    expect(printPolicy(policy.policy).shadow).toEqual(printed);
  });

  test('a named policy brings its own, or none', () => {
    const policies = { a: { origin: app, shadow: { maxAge: 1 } }, b: { origin: app } } as const;
    const options = { origin: '*', shadow: { origin: [evil] }, policies } as CorsOptions;
    expect(printPolicy(resolve(options, 'a').policy.policy).shadow).toEqual({
      origin: [app],
      maxAge: 1,
    });
    expect(printPolicy(resolve(options, 'b').policy.policy).shadow).toBeUndefined();
  });

  test('routes with different shadows have different policies', () => {
    const resolver = createResolver();
    const draft = resolver.scope(emptyDraft, { path: 'register', value: { origin: app } });
    const at = (value: unknown) =>
      resolver.route(draft, [{ path: 'route', value }], { path: 'GET /', methods: ['GET'] })
        ?.policy;
    expect(at({ shadow: { maxAge: 5 } })).toBe(at({ shadow: { maxAge: 5 } }));
    expect(at({ shadow: { maxAge: 5 } })).not.toBe(at({ shadow: { maxAge: 6 } }));
    expect(at({ shadow: { maxAge: 5 } })).not.toBe(at(undefined));
  });
});
