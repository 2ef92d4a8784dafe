import { expect, test } from 'vitest';

import {
  type CorsOptions,
  type Decision,
  type Reason,
  createResolver,
  decideActual,
  decideForeign,
  decidePreflight,
  emptyDraft,
  explain,
  grantMethods,
  notRouted,
  provenanceOf,
} from '../src/index.ts';
import { nowhere } from './nowhere.ts';

interface Explained {
  readonly options: CorsOptions;
  readonly origin?: string;
  /** The asked method: the request is a preflight. */
  readonly method?: string;
  readonly headers?: string;
  readonly isRouted?: boolean;
  /** What a browser says of a page that `enforce` refuses. */
  readonly sends?: { readonly method: string; readonly site: string };
  /** Words that the sentence must hold: the values, and the fix. */
  readonly says: readonly string[];
}

const app = 'https://app.example';
const list = { origin: ['https://app.example', 'http://localhost:3000'] };

/** Every reason there is; the compiler wants the table complete. */
const table: Readonly<Record<Reason, Explained>> = {
  'no-origin': { options: list, says: ['No Origin'] },
  'any-origin': { options: {}, origin: app, says: ['every origin', app] },
  'origin-matched': { options: list, origin: app, says: [app] },
  'origin-function-allowed': { options: { origin: () => true }, origin: app, says: ['true', app] },
  'foreign-request': {
    options: { ...list, enforce: true },
    origin: 'https://evil.example',
    sends: { method: 'POST', site: 'cross-site' },
    says: ['POST', 'https://evil.example', 'Sec-Fetch-Site', '"cross-site"', 'Fix', "'origin'"],
  },
  'cors-off': { options: { origin: false }, origin: app, says: ['off', 'Fix', app] },
  'origin-malformed': {
    options: { origin: () => true },
    origin: 'https://app.example/',
    says: ['slash', "Fix: Write 'https://app.example'"],
  },
  'origin-null': { options: list, origin: 'null', says: ['sandboxed', 'Fix'] },
  'origin-not-matched': {
    options: list,
    origin: 'http://localhost:5173',
    says: ['http://localhost:5173', 'nearest', 'http://localhost:3000', 'Fix', "'origin'"],
  },
  'origin-function-denied': {
    options: { origin: () => false },
    origin: app,
    says: ['false', 'Fix'],
  },
  'origin-function-failed': {
    options: {
      origin: () => {
        throw new Error('no database');
      },
    },
    origin: app,
    says: ['Error: "no database"', 'Fix'],
  },
  'origin-function-timed-out': {
    // No clock in this table; origin-function.test.ts waits for it.
    options: { origin: () => Promise.reject(new Error('late')) },
    origin: app,
    says: [],
  },
  'origin-function-no-boolean': {
    options: { origin: () => 'yes' as unknown as boolean },
    origin: app,
    says: ['"yes"', 'only true allows', 'Fix'],
  },
  'method-malformed': {
    options: list,
    origin: app,
    method: 'PUT, GET',
    says: ['"PUT, GET"', 'Fix'],
  },
  'method-not-routed': {
    options: list,
    origin: app,
    method: 'PUT',
    isRouted: false,
    says: ['"PUT"', 'Fix: add the route'],
  },
  'method-not-allowed': {
    options: { ...list, methods: ['GET'] },
    origin: app,
    method: 'PUT',
    says: ['"PUT"', "'methods'"],
  },
  'headers-malformed': { options: list, origin: app, method: 'PUT', headers: 'a b', says: ['Fix'] },
  'headers-out-of-bounds': {
    options: list,
    origin: app,
    method: 'PUT',
    headers: ','.repeat(99),
    says: ['longer', 'Fix'],
  },
  'header-not-allowed': {
    options: { ...list, allowedHeaders: ['content-type'] },
    origin: app,
    method: 'PUT',
    headers: 'content-type,x-secret',
    says: ['"x-secret"', "'allowedHeaders'"],
  },
};

test.each(Object.entries(table))('%s is explained, with the fix', async (reason, explained) => {
  const { options, origin, method, headers, isRouted = true, sends, says } = explained;
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: options });
  const policy = resolver.resolve(draft)?.policy;
  resolver.report.finish();
  if (policy === undefined) throw new Error('nothing was refused');
  const methods = isRouted ? grantMethods(policy.policy, ['GET', 'PUT']) : notRouted;
  const head = { method: 'OPTIONS', origin, requestMethod: method, requestHeaders: headers };
  const judged =
    method === undefined
      ? await decideActual(policy, origin, undefined, nowhere)
      : await decidePreflight({ policy, methods, route: undefined }, head, undefined, nowhere);
  const decided =
    (sends && judged.kind === 'actual'
      ? decideForeign(
          judged,
          provenanceOf(sends.method, { origin, 'sec-fetch-site': sends.site }, 'api.example'),
        )
      : undefined) ?? judged;
  const isClockless = reason === 'origin-function-timed-out';
  const decision = isClockless
    ? ({ ...decided, reason: 'origin-function-timed-out' } as Decision)
    : decided;
  expect(decision.reason).toBe(reason);
  const sentence = explain(decision);
  for (const words of says) expect(sentence).toContain(words);
  // A reason nobody wrote a sentence for would come back as its own name.
  expect(sentence).toMatch(/ .*\./);
  if (!decision.allowed) expect(sentence).toContain('Fix: ');
});

test.each([
  [['http://localhost:3000'], 'http://127.0.0.1:3000', 'http://localhost:3000'],
  [['https://*.app.example'], 'https://app.example', 'https://*.app.example'],
  [['https://www.app.example'], 'https://app.example', 'https://www.app.example'],
  [['https://app.example:8443'], 'https://app.example', 'https://app.example:8443'],
  [['https://b.example'], 'https://app.example', undefined],
])('beside %s, %s is nearest to %s', async (origins, asked, nearest) => {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: { origin: origins } });
  const policy = resolver.resolve(draft)?.policy;
  if (policy === undefined) throw new Error('nothing was refused');
  const sentence = explain(await decideActual(policy, asked, undefined, nowhere));
  if (nearest === undefined) expect(sentence).not.toContain('nearest');
  else expect(sentence).toContain(`The nearest entry is "${nearest}"`);
});

test('what a request sent is shown within bounds', () => {
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value: list });
  const policy = resolver.resolve(draft)?.policy;
  if (policy === undefined) throw new Error('nothing was refused');
  const decision = decideActual(
    policy,
    `https://${'x'.repeat(10_000)}\u001b[31m`,
    undefined,
    nowhere,
  );
  if (decision instanceof Promise) throw new Error('a list answers at once');
  const sentence = explain(decision);
  expect(sentence.length).toBeLessThan(1_000);
  expect(sentence).not.toContain('\u001b');
});

test.each<[name: string, origin: string]>([
  ['no scheme', 'a'.repeat(16_000)],
  ['many in one', 'a,'.repeat(8_000)],
  ['a path', `https://app.example/${'a'.repeat(16_000)}`],
  ['upper case', `https://${'A'.repeat(16_000)}`],
  ['a long host', `https://${'a'.repeat(16_000)}.example`],
])('says little of an origin that is very long, however it is made: %s', (_, origin) => {
  const resolver = createResolver();
  const scope = resolver.scope(emptyDraft, { path: 'register', value: list });
  const policy = resolver.resolve(scope)?.policy;
  if (policy === undefined) throw new Error('nothing was refused');
  const decision = decideActual(policy, origin, {}, nowhere) as Decision;
  expect(explain(decision)).toContain(`is ${origin.length} characters long`);
  expect(explain(decision).length).toBeLessThan(500);
});
