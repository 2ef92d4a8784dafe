import type { RouteTarget } from '@routecors/core';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type OriginLookupOptions, createOriginLookup } from '../src/index.ts';
import { a, b } from './support/follower.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

const target: RouteTarget = { method: 'GET', route: '/', params: {}, host: 'acme.example' };
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

/** A store that allows these, and counts. */
function storeOf(...allowed: readonly string[]) {
  const store = { friends: new Set(allowed), asked: [] as string[], isDown: false };
  const lookup: OriginLookupOptions['lookup'] = async (origin) => {
    store.asked.push(origin);
    if (store.isDown) throw new Error('down');
    return store.friends.has(origin);
  };
  return { store, lookup };
}

const times = { ttl: 1000, negativeTtl: 100, staleWhileRevalidate: 1000, staleIfError: 10_000 };

function askerOf(options: OriginLookupOptions) {
  const lookup = createOriginLookup({ ...times, ...options });
  return { lookup, ask: (origin: string, at = target) => lookup(origin, {}, at) };
}

describe('an answer', () => {
  test('is asked for once, then given in the same turn until it is old', async () => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup });
    expect(await Promise.all([ask(a), ask(a), ask(b)])).toEqual([true, true, false]);
    expect(store.asked).toEqual([a, b]);
    expect([ask(a), ask(b)]).toEqual([true, false]);
    // A no is fresh for a shorter time: whoever is added gets in soon.
    store.friends.add(b);
    await pass(100);
    expect(await ask(b)).toBe(true);
    expect([ask(a), ask(b), store.asked.length]).toEqual([true, true, 3]);
  });

  test('that is old is given while it is asked again, once', async () => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup });
    await ask(a);
    store.friends.delete(a);
    await pass(1000);
    expect([ask(a), ask(a)]).toEqual([true, true]);
    await pass(0);
    expect([ask(a), store.asked.length]).toEqual([false, 2]);
  });

  test('that is too old is waited for', async () => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup });
    await ask(a);
    store.friends.delete(a);
    await pass(2000);
    expect(await ask(a)).toBe(false);
  });

  test.each<[name: string, given: unknown]>([
    ['a number', 1],
    ['a row', { origin: a }],
    ['nothing', undefined],
  ])('that is %s is no', async (_, given) => {
    const { ask } = askerOf({ lookup: (async () => given) as never });
    expect(await ask(a)).toBe(false);
  });

  test('is kept for each tenant', async () => {
    const asked: unknown[] = [];
    const { ask } = askerOf({
      tenant: ({ host }) => host,
      lookup: (origin, { tenant }) => {
        asked.push([origin, tenant]);
        return tenant === 'acme.example';
      },
    });
    const other = { ...target, host: 'umbrella.example' };
    const none = { ...target, host: undefined };
    expect(await Promise.all([ask(a), ask(a, other), ask(a, none)])).toEqual([true, false, false]);
    expect([ask(a), ask(a, other)]).toEqual([true, false]);
    expect(asked).toEqual([
      [a, 'acme.example'],
      [a, 'umbrella.example'],
      [a, undefined],
    ]);
  });

  test.each<[name: string, tenant: unknown]>([
    ['very long', 'x'.repeat(2000)],
    ['an object, which is like any other', { id: 1 }],
    ['a list', ['acme']],
    ['a number', 7],
    ['null', null],
  ])('is not asked for where the tenant is %s', (_, tenant) => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup, tenant: () => tenant as string });
    expect([ask(a), store.asked]).toEqual([false, []]);
  });

  test('can be forgotten, and what is being asked meanwhile is not remembered', async () => {
    const { store, lookup: find } = storeOf(a);
    const waiting: (() => void)[] = [];
    let isSlow = false;
    const { lookup, ask } = askerOf({
      lookup: async (origin, rest) => {
        const answer = await find(origin, rest);
        if (isSlow) await new Promise<void>((resolve) => waiting.push(resolve));
        return answer;
      },
      tenant: ({ host }) => host,
    });
    await ask(a);
    lookup.forget(a);
    expect(lookup.status()).toMatchObject({ allowed: 0, denied: 0 });
    isSlow = true;
    const old = ask(a);
    await pass(0);
    lookup.forget();
    isSlow = false;
    for (const answer of waiting) answer();
    expect(await old).toBe(true);
    expect(lookup.status()).toMatchObject({ allowed: 0, running: 0 });
    await ask(a);
    expect(store.asked.length).toBe(3);
  });
});

describe('a store that is down', () => {
  test('denies strangers, and leaves friends in for as long as may be', async () => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup });
    await ask(a);
    store.isDown = true;
    await expect(ask(b)).rejects.toThrow('down');
    await pass(2500);
    // Waited for in vain, and then given at once for a while.
    expect(await ask(a)).toBe(true);
    expect(ask(a)).toBe(true);
    await pass(8400);
    expect(await ask(a)).toBe(true);
    await pass(200);
    await expect(ask(a)).rejects.toThrow('down');
    store.isDown = false;
    expect(await ask(a)).toBe(true);
    expect(ask(a)).toBe(true);
  });

  test('is not asked for each request by those that an old answer will do for', async () => {
    const { store, lookup } = storeOf(a);
    const { ask } = askerOf({ lookup });
    await ask(a);
    store.isDown = true;
    await pass(2500);
    for (let index = 0; index < 100; index += 1) {
      expect(await ask(a)).toBe(true);
      await pass(10);
    }
    expect(store.asked.length).toBeLessThanOrEqual(3);
  });

  test.each<[name: string, strangers: (turn: number) => readonly string[]]>([
    ['whose own question fails', (turn) => [`https://broken-${turn}.example`]],
    [
      'who come in crowds',
      (turn) => Array.from({ length: 20 }, (_, index) => `https://slow-${turn}-${index}.example`),
    ],
  ])('is not the same as strangers %s: who is taken out is out', async (_, strangers) => {
    const { store, lookup: find } = storeOf(a);
    const { ask } = askerOf({
      concurrency: 2,
      maxQueue: 3,
      lookup: async (origin, rest) => {
        if (origin.includes('broken')) throw new Error('no such tenant');
        if (origin.includes('slow')) await new Promise((resolve) => setTimeout(resolve, 200));
        return find(origin, rest);
      },
    });
    expect(await ask(a)).toBe(true);
    store.friends.delete(a);
    const answers: unknown[] = [];
    for (let turn = 0; turn < 40; turn += 1) {
      for (const origin of strangers(turn)) Promise.resolve(ask(origin)).catch(() => undefined);
      Promise.resolve(ask(a)).then(
        (answer) => answers.push(answer),
        () => answers.push('failed'),
      );
      await pass(100);
    }
    // After ttl and staleWhileRevalidate, each of a second, nobody gives the old answer. Denied, or
    // turned away as the stranger that it is now: neither lets in.
    expect(answers.slice(25)).not.toContain(true);
    expect(answers.length).toBeGreaterThan(35);
  });

  test('or says nothing, is given up', async () => {
    const signals: AbortSignal[] = [];
    const { ask, lookup } = askerOf({
      timeout: 500,
      lookup: (_, { signal }) => {
        signals.push(signal);
        return new Promise(() => undefined);
      },
    });
    const asked = expect(ask(a)).rejects.toThrow('no answer within 500 ms');
    await pass(500);
    await asked;
    expect([signals[0]?.aborted, lookup.status().running]).toEqual([true, 0]);
  });
});

describe('bounds', () => {
  test('strangers do not push out friends', async () => {
    const { lookup: find } = storeOf(a);
    const { lookup, ask } = askerOf({ lookup: find, max: 10, maxNegative: 10 });
    await ask(a);
    for (let index = 0; index < 100; index += 1) await ask(`https://s${index}.example`);
    expect(lookup.status()).toMatchObject({ allowed: 1, denied: 10 });
    expect(ask(a)).toBe(true);
  });

  test('so many are asked about at once, so many wait, and the others are denied', async () => {
    let running = 0;
    let most = 0;
    const { lookup, ask } = askerOf({
      concurrency: 2,
      maxQueue: 3,
      lookup: async () => {
        most = Math.max(most, (running += 1));
        await new Promise((resolve) => setTimeout(resolve, 10));
        running -= 1;
        return true;
      },
    });
    const asked = Array.from({ length: 7 }, async (_, index) => ask(`https://s${index}.example`));
    const results = Promise.allSettled(asked);
    await pass(0);
    expect(lookup.status()).toMatchObject({ running: 2, waiting: 3 });
    await pass(100);
    expect((await results).map(({ status }) => status)).toEqual([
      ...Array.from({ length: 5 }, () => 'fulfilled'),
      'rejected',
      'rejected',
    ]);
    expect(most).toBe(2);
    expect(lookup.status()).toEqual({ allowed: 5, denied: 0, running: 0, waiting: 0 });
  });
});

test.each<[options: object, says: string]>([
  [{}, 'createOriginLookup: lookup is undefined. Fix: write a function'],
  [{ lookup: () => true, tll: 1 }, 'there is no option "tll". Fix: write ttl.'],
  [{ lookup: () => true, ttl: 0 }, 'ttl is 0. Fix: write a whole number from 1'],
  [{ lookup: () => true, max: Infinity }, 'max is Infinity'],
  [{ lookup: () => true, tenant: 'x' }, 'tenant is "x"'],
])('options that are none: %o', (options, says) => {
  expect(() => createOriginLookup(options as OriginLookupOptions)).toThrow(says);
});
