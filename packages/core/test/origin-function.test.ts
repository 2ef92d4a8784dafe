/* oxlint-disable unicorn/no-thenable -- thenables are what people's libraries return */
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import {
  type OriginFunction,
  createResolver,
  decideActual,
  decidePreflight,
  emptyDraft,
  grantMissing,
} from '../src/index.ts';
import { nowhere } from './nowhere.ts';

function policyOf(origin: OriginFunction<unknown>) {
  const resolver = createResolver();
  const value = { origin, vary: ['host'] };
  const resolved = resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value }));
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  return resolved.policy;
}

const asked = 'https://tenant.example';
const preflightHead = {
  method: 'OPTIONS',
  origin: asked,
  requestMethod: 'PUT',
  requestHeaders: undefined,
} as const;

describe('an origin function', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => vi.useRealTimers());

  test.each<[name: string, answer: () => unknown, reason: string]>([
    ['true', () => true, 'origin-function-allowed'],
    ['a promise of true', async () => true, 'origin-function-allowed'],
    [
      'a thenable of true',
      () => ({ then: (done: (value: boolean) => void) => done(true) }),
      'origin-function-allowed',
    ],
    ['false', () => false, 'origin-function-denied'],
    ['a promise of false', async () => false, 'origin-function-denied'],
    ['undefined', () => undefined, 'origin-function-no-boolean'],
    ['1', () => 1, 'origin-function-no-boolean'],
    ["'true'", () => 'true', 'origin-function-no-boolean'],
    ['the origin itself', () => asked, 'origin-function-no-boolean'],
    ['a promise of an object', async () => ({}), 'origin-function-no-boolean'],
    [
      'a throw',
      () => {
        throw new Error('no database');
      },
      'origin-function-failed',
    ],
    ['a rejection', () => Promise.reject(new Error('no database')), 'origin-function-failed'],
    ['a rejection with nothing', () => Promise.reject(), 'origin-function-failed'],
    [
      'a thenable that throws',
      () => ({
        then() {
          throw new Error('no');
        },
      }),
      'origin-function-failed',
    ],
    ['silence', () => new Promise(() => {}), 'origin-function-timed-out'],
  ])(
    'that answers %s is decided as such, alike for both kinds of request',
    async (_, answer, reason) => {
      const policy = policyOf(answer as OriginFunction<unknown>);
      const decisions = Promise.all([
        decideActual(policy, asked, undefined, nowhere),
        decidePreflight(
          { policy, methods: grantMissing(policy.policy, 'PUT'), route: undefined },
          preflightHead,
          undefined,
          nowhere,
        ),
      ]);
      await vi.advanceTimersByTimeAsync(5_000);
      for (const decision of await decisions) {
        expect(decision.reason).toBe(reason);
        expect(decision.allowed).toBe(reason === 'origin-function-allowed');
      }
      expect(vi.getTimerCount()).toBe(0);
    },
  );

  test('may take just under five seconds', async () => {
    const slow = () => new Promise<boolean>((resolve) => setTimeout(() => resolve(true), 4_999));
    const decision = decideActual(policyOf(slow), asked, undefined, nowhere);
    await vi.advanceTimersByTimeAsync(4_999);
    expect((await decision).allowed).toBe(true);
  });

  test('that fails after its time does so unheard', async () => {
    const late = () => new Promise<boolean>((_, reject) => setTimeout(reject, 6_000));
    const decision = decideActual(policyOf(late), asked, undefined, nowhere);
    await vi.advanceTimersByTimeAsync(7_000);
    expect((await decision).reason).toBe('origin-function-timed-out');
  });

  test.each([
    undefined,
    'null',
    '',
    'https://tenant.example/',
    'x'.repeat(5_000),
    'https://a.example, https://b.example',
  ])('is not asked about %j', async (origin) => {
    const ask = vi.fn(() => true);
    const policy = policyOf(ask);
    await decideActual(policy, origin, undefined, nowhere);
    if (origin !== undefined) {
      const head = { ...preflightHead, origin };
      const decision = await decidePreflight(
        { policy, methods: grantMissing(policy.policy, 'PUT'), route: undefined },
        head,
        undefined,
        nowhere,
      );
      expect(decision.originAllowed).toBe(false);
    }
    expect(ask).not.toHaveBeenCalled();
  });

  test('is asked with the origin byte for byte, the request, and what the request is for', () => {
    const ask = vi.fn(() => true);
    const request = { id: 1 };
    const policy = policyOf(ask);
    const params = { tenant: 'a' };
    const target = { method: 'PUT', route: '/t/:tenant', params, host: 'api.example' };
    void decideActual(policy, asked, request, (given) => {
      expect(given).toBe(request);
      return target;
    });
    const methods = grantMissing(policy.policy, 'PUT');
    const asks = { policy, methods, route: target.route };
    void decidePreflight(asks, preflightHead, request, () => target);
    expect(ask.mock.calls).toEqual([
      [asked, request, target],
      [asked, request, target],
    ]);
  });

  test('alone is told what a request is for: nobody else asks', () => {
    const resolver = createResolver();
    const value = { origin: ['https://other.example'] };
    const policy = resolver.resolve(
      resolver.scope(emptyDraft, { path: 'register', value }),
    )?.policy;
    if (policy === undefined) throw new Error('nothing was refused');
    const never = (): never => {
      throw new Error('nobody wants to know');
    };
    const asks = { policy, methods: grantMissing(policy.policy, 'PUT'), route: '/' };
    expect(decideActual(policy, asked, undefined, never)).toMatchObject({ allowed: false });
    expect(decidePreflight(asks, preflightHead, undefined, never)).toMatchObject({ route: '/' });
  });

  test('is not asked by a preflight that is malformed anyway', () => {
    const ask = vi.fn(() => true);
    const head = { ...preflightHead, requestHeaders: 'a b' };
    const policy = policyOf(ask);
    void decidePreflight(
      { policy, methods: grantMissing(policy.policy, 'PUT'), route: undefined },
      head,
      undefined,
      nowhere,
    );
    expect(ask).not.toHaveBeenCalled();
  });
});
