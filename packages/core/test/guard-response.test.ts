import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type GuardedResponse,
  type ScopeCorsOptions,
  createResolver,
  decideActual,
  emptyDraft,
  guardResponse,
  guardedDecision,
  prepareGuard,
} from '../src/index.ts';
import { ownHeaders } from './cases/own-headers.ts';
import { app, evil } from './cases/server-case.ts';
import { nowhere } from './nowhere.ts';

type Value = number | string | readonly string[];

/** Node's response, as far as heads go: what `writeHead` is given goes over what `setHeader` set. */
function createResponse() {
  const set = new Map<string, Value>();
  const sent: { status: number; reason: string | undefined; headers: Record<string, Value> }[] = [];
  const response = {
    // As Node's class has it.
    get headersSent(): boolean {
      return false;
    },
    getHeader: (name: string) => set.get(name.toLowerCase()),
    getHeaderNames: () => [...set.keys()],
    setHeader: (name: string, value: Value) => set.set(name.toLowerCase(), value),
    removeHeader: (name: string) => void set.delete(name.toLowerCase()),
    writeHead(status: number, ...rest: unknown[]) {
      const reason = typeof rest[0] === 'string' ? rest[0] : undefined;
      const given = (reason === undefined ? rest[0] : rest[1]) as object | undefined;
      const pairs = Array.isArray(given) ? pairsOf(given) : Object.entries(given ?? {});
      const headers = Object.fromEntries(set);
      for (const [name, value] of pairs) headers[name.toLowerCase()] = value as Value;
      sent.push({ status, reason, headers });
      return this;
    },
  };
  return { response: response satisfies GuardedResponse, sent };
}

function pairsOf(flat: readonly unknown[]): [string, unknown][] {
  return flat.flatMap((name, index) =>
    index % 2 === 0 ? [[String(name), flat[index + 1]] as [string, unknown]] : [],
  );
}

function decisionFor(origin: string | undefined, value: ScopeCorsOptions) {
  const resolver = createResolver();
  const resolved = resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value }));
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  const decision = decideActual(resolved.policy, origin, undefined, nowhere);
  if (decision instanceof Promise) throw new Error('a list answers at once');
  return decision;
}

const allowlist = { origin: [app], credentials: true, exposedHeaders: ['etag'] } as const;
const allowed = {
  'access-control-allow-origin': app,
  'access-control-allow-credentials': 'true',
  'access-control-expose-headers': 'etag',
};
const foreign = {
  'Access-Control-Allow-Origin': '*',
  'access-control-allow-methods': 'DELETE',
  'ACCESS-CONTROL-MAX-AGE': '5',
};

const lowercase = (headers: object) =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));

/** Ways to write a head, the same headers each time. */
const spellings: readonly [
  string,
  (
    response: ReturnType<typeof createResponse>['response'],
    headers: Record<string, Value>,
  ) => unknown,
][] = [
  ['an object', (response, headers) => response.writeHead(200, headers)],
  ['an object behind a reason', (response, headers) => response.writeHead(200, 'Fine', headers)],
  [
    'an object behind no reason',
    (response, headers) => response.writeHead(200, undefined, headers),
  ],
  [
    'names and values in turn',
    (response, headers) => response.writeHead(200, Object.entries(headers).flat(1)),
  ],
  ['pairs', (response, headers) => response.writeHead(200, Object.entries(headers))],
  [
    'setHeader',
    (response, headers) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return response.writeHead(200);
    },
  ],
  [
    'setHeader, and no headers behind a reason',
    (response, headers) => {
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      return response.writeHead(200, 'Fine', null);
    },
  ],
];

describe.each(spellings)('a head written as %s', (_, write) => {
  test.each<
    [
      name: string,
      origin: string | undefined,
      given: Record<string, Value>,
      expected: Record<string, Value>,
    ]
  >([
    [
      'nothing of the protocol',
      app,
      { 'content-type': 'text/plain' },
      { 'content-type': 'text/plain', ...allowed, vary: 'Origin' },
    ],
    [
      "somebody else's protocol headers",
      app,
      { ...foreign, etag: 'a' },
      { etag: 'a', ...allowed, vary: 'Origin' },
    ],
    [
      "somebody else's, to a denied origin",
      evil,
      { ...foreign, etag: 'a' },
      { etag: 'a', vary: 'Origin' },
    ],
    ["somebody else's, to nobody", undefined, foreign, { vary: 'Origin' }],
    ['a Vary of its own', app, { Vary: 'Accept' }, { ...allowed, vary: 'Accept, Origin' }],
    ['a Vary in lines', evil, { vary: ['Accept', 'Host'] }, { vary: 'Accept, Host, Origin' }],
    ['Vary: *', app, { Vary: '*' }, { ...allowed, vary: '*' }],
    ['just what was decided', app, { ...allowed, vary: 'Origin' }, { ...allowed, vary: 'Origin' }],
    [
      'cookies',
      app,
      { 'set-cookie': ['a=b', 'c=d'] },
      { 'set-cookie': ['a=b', 'c=d'], ...allowed, vary: 'Origin' },
    ],
  ])('with %s leaves as it was decided', (_name, origin, given, expected) => {
    const { response, sent } = createResponse();
    guardResponse(response, decisionFor(origin, allowlist));
    const headers = Object.freeze({ ...given });
    write(response, headers);
    expect(sent).toHaveLength(1);
    expect(sent[0]?.headers).toEqual(expected);
    expect(headers).toEqual(given);
  });
});

describe.each(ownHeaders)('$name', ({ options, origin, own, answer }) => {
  test.each(spellings)('in a head written as %s', (_, write) => {
    const { response, sent } = createResponse();
    guardResponse(response, decisionFor(origin, options));
    write(response, { 'content-type': 'text/plain', ...own });
    expect(sent).toEqual([
      expect.objectContaining({ headers: { 'content-type': 'text/plain', ...answer } }),
    ]);
  });
});

/** What other packages put on a response itself, to their own meaning or with a slip. */
const overrides: readonly [name: string, property: string, descriptor: PropertyDescriptor][] = [
  ['says that the head has left', 'headersSent', { get: () => true }],
  ['says that the head has not left', 'headersSent', { get: () => false }],
  ['says that nothing is set', 'getHeaderNames', { value: () => [] }],
  ['says that everything is set', 'getHeaderNames', { value: () => ['vary', 'etag'] }],
  ['hides what is set', 'getHeader', { value: () => undefined }],
  ['makes up what is set', 'getHeader', { value: () => 'x-made-up' }],
  ['sets nothing', 'setHeader', { value: () => undefined }],
  ['removes nothing', 'removeHeader', { value: () => undefined }],
  ...['getHeaderNames', 'getHeader', 'setHeader', 'removeHeader'].map(
    (method): [string, string, PropertyDescriptor] => [
      `fails in ${method}`,
      method,
      {
        value: () => {
          throw new Error('not now');
        },
      },
    ],
  ),
];

describe.each(overrides)('a response that %s', (_name, property, descriptor) => {
  /** As Node's: methods of a class, and `writeHead` sets by `setHeader` where that was used before. */
  function override(prepare: boolean, isBefore: boolean) {
    const { response: ofClass, sent } = createResponse();
    const instance = Object.create(ofClass) as typeof ofClass;
    ofClass.setHeader('etag', 'a');
    for (const name of ['access-control-allow-origin', 'access-control-expose-headers']) {
      ofClass.setHeader(name, 'x-own');
    }
    ofClass.setHeader('vary', 'Accept');
    if (prepare) prepareGuard(instance);
    const put = () =>
      Object.defineProperty(instance, property, { configurable: true, ...descriptor });
    if (isBefore) put();
    guardResponse(instance, decisionFor(app, allowlist));
    if (!isBefore) put();
    return { instance, sent };
  }

  test.each([
    ['no headers', undefined],
    ['an object', { 'x-a': 'b' }],
    ['pairs', [['x-a', 'b']]],
  ] as const)('is held to its decision by a head with %s', (_head, given) => {
    for (const prepare of [true, false]) {
      for (const isBefore of [true, false]) {
        const { instance, sent } = override(prepare, isBefore);
        if (given === undefined) instance.writeHead(200);
        else instance.writeHead(200, given);
        expect(sent).toHaveLength(1);
        expect(sent[0]?.headers).toEqual({
          ...(given && { 'x-a': 'b' }),
          etag: 'a',
          ...allowed,
          'access-control-expose-headers': 'etag,x-own',
          vary: 'Accept, Origin',
        });
      }
    }
  });
});

test.each<[string, PropertyDescriptor]>([
  ['not writable', { writable: false }],
  ['a getter', {}],
])('a writeHead of its own that is %s is guarded', (name, descriptor) => {
  const { response, sent } = createResponse();
  const instance = Object.create(response) as typeof response;
  const writeHead = writeHeadOf(response);
  const value = name === 'a getter' ? { get: () => writeHead } : { value: writeHead };
  Object.defineProperty(instance, 'writeHead', { configurable: true, ...descriptor, ...value });
  guardResponse(instance, decisionFor(evil, allowlist));
  instance.writeHead(200, { ...foreign });
  expect(sent[0]?.headers).toEqual({ vary: 'Origin' });
});

test('an object and pairs leave as the same head, whatever is in them', () => {
  const name = fc.oneof(
    fc.constantFrom('vary', 'Vary', 'Access-Control-Max-Age', 'access-control-allow-origin'),
    // Alike, but nobody's business here.
    fc.constantFrom('varying', 'var', 'access_control-x', 'a-header-of-so-many-letters', 'etag'),
    fc.stringMatching(/^[a-z-]{1,20}$/),
  );
  const fields = fc.dictionary(
    name,
    fc.oneof(fc.string(), fc.array(fc.string(), { minLength: 1 })),
  );
  const origins = fc.constantFrom(app, evil, undefined);
  fc.assert(
    fc.property(fields, origins, (given, origin) => {
      const headersOf = (written: object) => {
        const { response, sent } = createResponse();
        guardResponse(response, decisionFor(origin, allowlist));
        response.writeHead(200, written);
        return sent[0]?.headers;
      };
      expect(headersOf(given)).toEqual(headersOf(Object.entries(given).flat(1)));
    }),
  );
});

test("what an object inherits is no header, as in Node's own writeHead", () => {
  const { response, sent } = createResponse();
  guardResponse(response, decisionFor(evil, allowlist));
  const given = Object.create({ inherited: 'x' }, { own: { value: 'y', enumerable: true } });
  response.writeHead(200, given);
  expect(sent[0]?.headers).toEqual({ own: 'y', vary: 'Origin' });
  // Its methods are enumerable, and inherited.
  response.writeHead(200, new Headers({ etag: 'a' }));
  expect(sent[1]?.headers).toEqual({ vary: 'Origin' });
});

test('a policy for everybody adds no Vary, and keeps what is there', () => {
  for (const [given, vary] of [
    [{}, undefined],
    [{ vary: 'Accept' }, 'Accept'],
  ] as const) {
    const { response, sent } = createResponse();
    guardResponse(response, decisionFor(undefined, { origin: '*' }));
    response.writeHead(200, given);
    expect(sent[0]?.headers['vary']).toBe(vary);
    expect(sent[0]?.headers['access-control-allow-origin']).toBe('*');
  }
});

test('a route that is off lets no protocol header out, and adds no Vary', () => {
  const { response, sent } = createResponse();
  guardResponse(response, decisionFor(app, { origin: false }));
  response.writeHead(200, { ...foreign, 'x-a': 'b' });
  expect(sent[0]?.headers).toEqual({ 'x-a': 'b' });
});

test('the last decision counts, and status, reason and result pass through', () => {
  const { response, sent } = createResponse();
  guardResponse(response, decisionFor(app, allowlist));
  guardResponse(response, decisionFor(evil, allowlist));
  expect(response.writeHead(418, 'Teapot')).toBe(response);
  expect(sent).toEqual([{ status: 418, reason: 'Teapot', headers: { vary: 'Origin' } }]);
});

test('what is derived from a guarded response is held to its decision, or to one of its own', () => {
  for (const own of [undefined, decisionFor(evil, allowlist)]) {
    const { response, sent } = createResponse();
    // As a class has it.
    const instance = Object.create(response) as typeof response;
    guardResponse(instance, decisionFor(app, allowlist));
    const derived = Object.create(instance) as typeof response;
    if (own !== undefined) guardResponse(derived, own);
    derived.writeHead(200, { ...foreign });
    const expected = own === undefined ? { ...allowed, vary: 'Origin' } : { vary: 'Origin' };
    expect(sent[0]?.headers).toEqual(expected);
  }
});

test('a guard that was prepared lets heads through until something is decided', () => {
  const { response, sent } = createResponse();
  const instance = Object.create(response) as typeof response;
  prepareGuard(instance);
  prepareGuard(instance);
  expect(guardedDecision(instance)).toBeUndefined();
  instance.writeHead(418, 'Teapot', foreign);
  expect(sent.at(-1)).toEqual({ status: 418, reason: 'Teapot', headers: lowercase(foreign) });
  Object.create(instance).writeHead(201, foreign);
  expect(sent.at(-1)?.headers).toEqual(lowercase(foreign));
  guardResponse(instance, decisionFor(app, allowlist));
  instance.writeHead(200, foreign);
  expect(sent.at(-1)?.headers).toEqual({ ...allowed, vary: 'Origin' });
  expect(sent).toHaveLength(3);
});

test('a writeHead that somebody put on the response before is still called', () => {
  const { response, sent } = createResponse();
  const instance = Object.create(response) as typeof response;
  const statuses: number[] = [];
  instance.writeHead = (status, ...rest) => {
    statuses.push(status);
    return response.writeHead(status, ...rest);
  };
  guardResponse(instance, decisionFor(app, allowlist));
  instance.writeHead(201);
  expect(statuses).toEqual([201]);
  expect(sent).toHaveLength(1);
});

/** What answers to `writeHead` now, whoever put it there. */
const writeHeadOf = (response: GuardedResponse) =>
  Reflect.get(response, 'writeHead') as ReturnType<typeof createResponse>['response']['writeHead'];

test.each<
  [string, (below: (...given: never[]) => unknown, own: (...given: never[]) => unknown) => unknown]
>([
  ["calls the class's", (ofClass) => ofClass],
  ['calls the guard', (_ofClass, guard) => guard],
])('a writeHead that was put over a prepared guard and %s is guarded, too', (_, choose) => {
  const { response, sent } = createResponse();
  const instance = Object.create(response) as typeof response;
  prepareGuard(instance);
  const below = choose(writeHeadOf(response), writeHeadOf(instance)) as typeof response.writeHead;
  const statuses: number[] = [];
  instance.writeHead = function (status, ...rest) {
    statuses.push(status);
    return below.call(this, status, ...rest);
  };
  const covering = writeHeadOf(instance);
  guardResponse(instance, decisionFor(app, allowlist));
  expect(writeHeadOf(instance)).not.toBe(covering);
  const guard = writeHeadOf(instance);
  guardResponse(instance, decisionFor(evil, allowlist));
  // One is enough, however often is decided.
  expect(writeHeadOf(instance)).toBe(guard);
  instance.writeHead(201, 'Made', { ...foreign, etag: 'a' });
  expect(statuses).toEqual([201]);
  expect(sent).toEqual([{ status: 201, reason: 'Made', headers: { etag: 'a', vary: 'Origin' } }]);
});

test('headers are taken from where Node takes them, and handed on as they came until something is decided', () => {
  for (const given of [
    [{ a: '1' }, { b: '2' }],
    [0, { b: '2' }],
    [null, { b: '2' }],
  ] as const) {
    const { response, sent } = createResponse();
    const instance = Object.create(response) as typeof response;
    const taken: unknown[][] = [];
    response.writeHead = function (...all) {
      taken.push(all);
      return this;
    };
    prepareGuard(instance);
    for (const all of [[200], [200, 'Fine'], [200, { a: '1' }], [200, ...given]] as const) {
      taken.length = 0;
      Reflect.apply(writeHeadOf(instance), instance, all);
      expect(taken).toEqual([all]);
    }
    guardResponse(instance, decisionFor(evil, allowlist));
    instance.writeHead(200, ...given);
    expect(taken[1]).toEqual([200, { b: '2', vary: 'Origin' }]);
    expect(sent).toEqual([]);
  }
});

test.each<[string, (lent: ReturnType<typeof writeHeadOf>) => ReturnType<typeof writeHeadOf>]>([
  ['a guard', (lent) => lent],
  [
    'a call of a guard',
    (lent) =>
      function (this: never, ...given) {
        return lent.apply(this, given);
      },
  ],
])('a response that borrows %s is held to a decision of its own', (_, borrow) => {
  for (const prepare of [true, false]) {
    const lender = Object.create(createResponse().response) as GuardedResponse;
    guardResponse(lender, decisionFor(app, { origin: '*' }));
    const { response, sent } = createResponse();
    const other = Object.create(response) as typeof response;
    other.writeHead = borrow(writeHeadOf(lender));
    if (prepare) prepareGuard(other);
    guardResponse(other, decisionFor(evil, allowlist));
    other.writeHead(200, { ...foreign });
    expect(sent[0]?.headers).toEqual({ vary: 'Origin' });
  }
});

test('a response that borrows the guard of another is not held to its decision', () => {
  const guarded = createResponse().response;
  const { response, sent } = createResponse();
  const instance = Object.create(guarded) as typeof guarded;
  guardResponse(instance, decisionFor(evil, allowlist));
  const other = Object.create(response) as typeof response;
  other.writeHead = writeHeadOf(instance);
  other.writeHead(200, { ...foreign });
  expect(sent[0]?.headers).toEqual(lowercase(foreign));
});

test.each([
  [null, 'Origin'],
  [7, '7, Origin'],
  [[7, 'Accept'], '7, Accept, Origin'],
])('a Vary that is set to %j', (value, expected) => {
  const { response, sent } = createResponse();
  response.setHeader('vary', value as never);
  guardResponse(response, decisionFor(evil, allowlist));
  response.writeHead(200);
  expect(sent[0]?.headers).toEqual({ vary: expected });
});

test('a second head is left to Node, which says what is wrong with it', () => {
  const { response, sent } = createResponse();
  Object.defineProperty(response, 'headersSent', { get: () => true });
  const instance = Object.create(response) as typeof response;
  instance.setHeader = () => {
    throw new Error('of ours');
  };
  guardResponse(instance, decisionFor(app, allowlist));
  instance.writeHead(500, 'Late');
  expect(sent).toEqual([{ status: 500, reason: 'Late', headers: {} }]);
});
