import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { type OriginListOptions, createOriginList } from '../src/index.ts';
import { type FakeSource, fakeSource } from './support/fake-source.ts';
import { a, b, follow } from './support/follower.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function listOf(source: FakeSource, options: Partial<OriginListOptions> = {}) {
  const said: string[] = [];
  const log = {
    warn: (text: string) => said.push(text),
    info: (text: string) => said.push(text),
  };
  const list = createOriginList({ source, log, ...options });
  return { list, said, follower: follow(list) };
}

/** Lets everything happen that waits for nothing. */
const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(0);
const pass = (milliseconds: number): Promise<unknown> => vi.advanceTimersByTimeAsync(milliseconds);

describe('a list', () => {
  test('is loaded when it is opened, and not before', async () => {
    const source = fakeSource([a]);
    const { list, follower } = listOf(source);
    expect(list.status()).toEqual({
      name: 'fake',
      size: 0,
      version: 0,
      loadedAt: undefined,
      from: 'nothing',
      problems: [],
      problemCount: 0,
      source: { state: 'idle', error: undefined, failures: 0, retryAt: undefined },
    });
    await settle();
    expect([source.loads.length, follower.last()]).toEqual([0, undefined]);
    const close = await list.open();
    expect(follower.last()).toEqual([a]);
    expect(list.status()).toMatchObject({
      size: 1,
      version: 1,
      loadedAt: expect.stringMatching(/^\d{4}-.*Z$/),
      from: 'source',
      source: { state: 'up', failures: 0 },
    });
    await close();
    expect(list.status().source.state).toBe('closed');
  });

  test('is shared by servers, and let go with the last of them', async () => {
    const source = fakeSource([a]);
    const { list } = listOf(source);
    const [first, second] = await Promise.all([list.open(), list.open()]);
    expect([source.loads.length, source.subscriptions()]).toEqual([1, 1]);
    await first();
    // Twice from one server is once.
    await first();
    expect([source.subscriptions(), source.closed()]).toEqual([1, 0]);
    await second();
    expect([source.subscriptions(), source.closed()]).toEqual([0, 1]);
    await pass(600_000);
    expect(source.loads.length).toBe(1);
    source.give = [b];
    const third = await list.open();
    expect([list.status().version, source.loads.length]).toEqual([2, 2]);
    await third();
    expect(vi.getTimerCount()).toBe(0);
  });

  test('hands what is in force to those who come later, before it opens for them', async () => {
    const { list } = listOf(fakeSource([a]));
    const close = await list.open();
    const late = follow(list);
    const again = await list.open();
    expect(late.sets).toEqual([[a]]);
    late.end();
    await Promise.all([close(), again()]);
  });

  test('does not hand anything to those who left', async () => {
    const source = fakeSource([a]);
    const { list, follower } = listOf(source);
    const close = await list.open();
    follower.end();
    source.give = [b];
    source.tell();
    await pass(1000);
    expect([list.status().version, follower.sets]).toEqual([2, [[a]]]);
    await close();
  });
});

describe('changes', () => {
  test('the first is loaded at once, a crowd of them with one more load', async () => {
    const source = fakeSource([a]);
    const { list } = listOf(source, { debounce: 50 });
    const close = await list.open();
    // It listened before it loaded.
    await pass(1000);
    expect(source.loads.length).toBe(1);
    source.tell();
    expect(source.loads.length).toBe(2);
    for (let index = 0; index < 100; index += 1) {
      source.tell();
      await settle();
    }
    expect(source.loads.length).toBe(2);
    await pass(50);
    expect(source.loads.length).toBe(3);
    await pass(1000);
    expect(source.loads.length).toBe(3);
    await close();
  });

  test('never two loads at once', async () => {
    const source = fakeSource([a]);
    const { list, follower } = listOf(source, { debounce: 0 });
    const close = await list.open();
    await pass(1000);
    source.give = undefined;
    for (let index = 0; index < 10; index += 1) {
      source.tell();
      await pass(100);
      expect(source.running()).toBe(1);
    }
    source.finish([b]);
    await settle();
    // Told during the load: it may have missed them.
    expect([source.running(), follower.last()]).toEqual([1, [b]]);
    await close();
    expect(source.running()).toBe(0);
  });

  test('are found by polling, where nobody tells of them', async () => {
    const source = fakeSource([a]);
    const silent = { load: (signal: AbortSignal) => source.load(signal) };
    const list = createOriginList({ source: silent, poll: 1000 });
    const follower = follow(list);
    const close = await list.open();
    for (let index = 0; index < 5; index += 1) await pass(1100);
    // The load that was awaited, and then one about every second.
    expect(source.loads.length).toBeGreaterThanOrEqual(5);
    expect(source.loads.length).toBeLessThanOrEqual(8);
    // The same entries again are no replacement.
    expect([list.status().version, follower.sets.length]).toEqual([1, 1]);
    await close();
  });

  test('are not asked for where poll is false', async () => {
    const source = fakeSource([a]);
    const { list } = listOf(source, { poll: false });
    const close = await list.open();
    await pass(10_000_000);
    expect(source.loads.length).toBe(1);
    await close();
  });

  test.each<[name: string, before: unknown[], after: unknown[], version: number]>([
    ['the same', [a, b], [a, b], 1],
    ['another order', [a, b], [b, a], 2],
    ['one more', [a], [a, b], 2],
    ['the same with keys', [{ key: 'k', origin: a }], [{ key: 'k', origin: a }], 1],
    ['another key', [{ key: 'k', origin: a }], [{ key: 'l', origin: a }], 2],
    ['another origin', [{ key: 'k', origin: a }], [{ key: 'k', origin: b }], 2],
    ['none', [a], [], 2],
    ['none again', [], [], 1],
  ])('%s', async (_, before, after, version) => {
    const source = fakeSource(before);
    const { list } = listOf(source);
    const close = await list.open();
    source.give = after;
    source.tell();
    await pass(1000);
    expect(list.status().version).toBe(version);
    await close();
  });
});

describe('all followers', () => {
  test('change in one turn, after all have prepared', async () => {
    const source = fakeSource([a]);
    const { list, follower } = listOf(source);
    let release: () => void = () => undefined;
    const slow = follow(list, undefined, async (prepared) => {
      await new Promise<void>((resolve) => (release = resolve));
      return prepared;
    });
    const opening = list.open();
    await settle();
    expect([follower.last(), slow.last(), list.status().version]).toEqual([
      undefined,
      undefined,
      0,
    ]);
    release();
    const close = await opening;
    expect([follower.last(), slow.last()]).toEqual([[a], [a]]);
    await close();
  });

  test('keep what they have where one of them cannot prepare', async () => {
    const source = fakeSource([a]);
    const { list, said, follower } = listOf(source);
    let isBroken = false;
    follow(list, undefined, async (prepared) => {
      if (isBroken) throw new Error('out of memory');
      return prepared;
    });
    const close = await list.open();
    isBroken = true;
    source.give = [b];
    source.tell();
    await pass(100);
    expect([follower.last(), list.status().source.error]).toEqual([[a], 'out of memory']);
    isBroken = false;
    await pass(60_000);
    expect(follower.last()).toEqual([b]);
    expect(said.length).toBe(2);
    await close();
  });
});

describe('a source that fails', () => {
  test('leaves the last good list, says so once, is asked less and less often, and says when it is back', async () => {
    const source = fakeSource([a]);
    const { list, said, follower } = listOf(source, { backoff: { min: 100, max: 1000 } });
    const close = await list.open();
    await pass(1000);
    source.give = new Error('connection refused');
    source.tell();
    await settle();
    expect(list.status().source).toEqual({
      state: 'failing',
      error: 'connection refused',
      failures: 1,
      retryAt: expect.stringMatching(/Z$/),
    });
    const before = source.loads.length;
    await pass(700);
    // After 50 to 100, then 100 to 200, then 200 to 400.
    expect(source.loads.length - before).toBeGreaterThanOrEqual(2);
    expect(source.loads.length - before).toBeLessThanOrEqual(4);
    await pass(20_000);
    // At least one a second, and at most two.
    expect(source.loads.length - before).toBeGreaterThan(20);
    expect(source.loads.length - before).toBeLessThan(50);
    expect(follower.last()).toEqual([a]);
    expect(said).toEqual([
      expect.stringMatching(
        /^The list "fake" cannot be loaded, and its last good entries stay in force \(source, .*Z\): connection refused$/,
      ),
    ]);
    source.give = [b];
    await pass(1000);
    expect([follower.last(), list.status().source]).toEqual([
      [b],
      { state: 'up', error: undefined, failures: 0, retryAt: undefined },
    ]);
    expect(said[1]).toBe('The list "fake" is loaded from its source again.');
    expect(said.length).toBe(2);
    await close();
  });

  test('that does not answer is given up', async () => {
    const source = fakeSource([a]);
    const { list } = listOf(source, { timeout: 2000 });
    const close = await list.open();
    source.give = undefined;
    source.tell();
    await pass(100);
    expect(source.running()).toBe(1);
    await pass(2000);
    expect(list.status().source).toMatchObject({
      state: 'failing',
      error: 'no answer within 2000 ms',
    });
    expect(source.loads.at(-1)?.aborted).toBe(true);
    await close();
  });

  test('when nothing is known yet, the list does not open, and can be opened later', async () => {
    const source = fakeSource(new Error('no such host'));
    const { list, said } = listOf(source);
    await expect(list.open()).rejects.toThrow(
      'The list "fake" cannot be loaded: no such host Fix: mend its source; with the option snapshot a server can start without.',
    );
    await pass(600_000);
    expect([said, source.loads.length, source.subscriptions()]).toEqual([[], 1, 0]);
    source.give = [a];
    const close = await list.open();
    expect(list.status().size).toBe(1);
    await close();
  });

  test.each<[name: string, given: unknown, says: string]>([
    ['an object', { a: 1 }, 'gave {"a":1}, which is no array'],
    ['nothing', null, 'gave null, which is no array'],
    ['too few', [], 'it has 0 entries, and 1 are the least'],
  ])('or gives %s', async (_, given, says) => {
    const source = fakeSource(given as unknown[]);
    await expect(listOf(source, { minEntries: 1 }).list.open()).rejects.toThrow(says);
  });

  test('a subscription that is lost is taken up again, and what was missed is loaded', async () => {
    const source = fakeSource([a]);
    const { list, said, follower } = listOf(source, { poll: 5000, backoff: { min: 1000 } });
    const close = await list.open();
    await pass(100);
    source.give = [b];
    source.lose(new Error('reset'));
    await settle();
    expect(said).toEqual([
      'Changes of the list "fake" are not told at the moment; it is loaded every 5000 ms until they are: reset',
    ]);
    expect(follower.last()).toEqual([b]);
    source.give = [a, b];
    await pass(1000);
    expect([source.subscriptions(), follower.last()]).toEqual([1, [a, b]]);
    expect(said[1]).toBe('Changes of the list "fake" are told again.');
    await close();
  });
});

describe('entries that are left out', () => {
  test('are counted, shown and said, once for each set of them', async () => {
    const source = fakeSource([a, 'bad', b]);
    const { list, said } = listOf(source);
    follow(list, (entry) => entry === 'bad');
    const close = await list.open();
    expect(list.status()).toMatchObject({
      size: 2,
      problemCount: 1,
      problems: [{ path: 'fake[1]', value: 'bad' }],
    });
    source.give = [a, 'bad'];
    source.tell();
    await pass(1000);
    expect(said).toEqual([
      'Of the list "fake" 1 entry is left out:\n[origin-path] fake[1]\n  It has a path.\n  Fix: Leave it out.',
    ]);
    source.give = [a];
    source.tell();
    await pass(1000);
    expect(list.status()).toMatchObject({ size: 1, problemCount: 0, problems: [] });
    await close();
  });

  test.each<[name: string, given: unknown[], code: string, size: number, count: number]>([
    [
      'more than may be',
      [a, b, 'https://c.example', 'https://d.example'],
      'origin-list-size',
      2,
      2,
    ],
    ['with endless keys', [a, { key: 'k'.repeat(2000), origin: a }], 'origin-list-key', 1, 1],
    ['with a key of a megabyte', [{ key: 'k'.repeat(1e6), origin: a }], 'origin-list-key', 0, 1],
  ])('%s', async (_, given, code, size, count) => {
    const { list, said } = listOf(fakeSource(given), { maxEntries: 2 });
    const close = await list.open();
    const { problems, ...status } = list.status();
    expect(status).toMatchObject({ size, problemCount: count });
    expect(problems.map((problem) => problem.code)).toEqual([code]);
    expect(JSON.stringify([problems, said]).length).toBeLessThan(2000);
    expect(said.length).toBe(1);
    await close();
  });

  test('are counted all, and kept as far as they are shown', async () => {
    const given = Array.from({ length: 5000 }, () => ({ key: 'k'.repeat(2000), origin: a }));
    const { list } = listOf(fakeSource(given));
    const close = await list.open();
    const { problems, problemCount } = list.status();
    expect([problems.length <= 100, problemCount]).toEqual([true, 5000]);
    await close();
  });

  test('are said a few times a minute, however often somebody changes his', async () => {
    const source = fakeSource([a]);
    const { list, said } = listOf(source);
    follow(list, (entry) => entry !== a);
    const close = await list.open();
    for (let index = 0; index < 500; index += 1) {
      source.give = [a, ...Array.from({ length: 1 + (index % 50) }, () => 'bad')];
      source.tell();
      await pass(100);
    }
    expect(said).toHaveLength(5);
    await pass(70_000);
    // What is still so is said then.
    expect(said).toHaveLength(6);
    expect([said[5], list.status().problemCount]).toEqual([
      expect.stringContaining('50 entries are left out'),
      50,
    ]);
    await close();
  });
});

describe('whatever else throws', () => {
  test.each<[name: string, cause: unknown, says: string]>([
    ['an error', new Error('down'), 'down'],
    ['an error that says nothing', new TypeError(), 'TypeError'],
    ['several at once', new AggregateError([new Error('one'), new Error('two')]), 'one; two'],
    ['a text', 'down', 'down'],
    ['nothing', undefined, 'undefined'],
    ['an object', { code: 7 }, '{"code":7}'],
    ['an object that is no text', Object.create(null), '{}'],
  ])('a source fails with %s', async (_, cause, says) => {
    const list = createOriginList({ source: { load: () => Promise.reject(cause) } });
    await expect(list.open()).rejects.toThrow(`cannot be loaded: ${says} Fix`);
  });

  test('a log ends neither the process nor the loads', async () => {
    const log = {
      warn: () => {
        throw new Error('disk full');
      },
      info: () => {
        throw new Error('disk full');
      },
    };
    const source = fakeSource([a]);
    const { list, follower } = listOf(source, { log });
    follow(list, (entry) => entry === 'bad');
    const close = await list.open();
    source.give = new Error('down');
    source.tell();
    await pass(100);
    expect(list.status().source.state).toBe('failing');
    source.give = [b, 'bad'];
    await pass(60_000);
    expect([list.status().source.state, follower.last()?.[0]]).toEqual(['up', b]);
    await close();
  });

  test('a source that does not close says so once, and opens again', async () => {
    const source = fakeSource([a]);
    const { list } = listOf({
      ...source,
      close: () => Promise.reject(new Error('still busy')),
    });
    const close = await list.open();
    await expect(close()).rejects.toThrow('still busy');
    const again = await list.open();
    expect(list.status()).toMatchObject({ version: 1, source: { state: 'up' } });
    await expect(again()).rejects.toThrow('still busy');
  });
});

test('without a log, trouble is a warning of the process', async () => {
  const emitWarning = vi.spyOn(process, 'emitWarning').mockImplementation(() => undefined);
  const source = fakeSource([a]);
  const list = createOriginList({ source, name: 'tenants' });
  const close = await list.open();
  source.give = new Error('gone');
  source.tell();
  await pass(100);
  expect(emitWarning).toHaveBeenCalledOnce();
  expect(emitWarning).toHaveBeenCalledWith(expect.stringContaining('"tenants" cannot be loaded'), {
    type: 'RoutecorsWarning',
    code: 'ROUTECORS_ORIGINS',
  });
  emitWarning.mockRestore();
  await close();
});

test.each<[options: object, says: string]>([
  [{}, 'source is undefined. Fix: write such as fileSource'],
  [{ source: {} }, 'source is {}'],
  [{ debouce: 1 }, 'there is no option "debouce". Fix: write debounce.'],
  [{ debounce: -1 }, 'debounce is -1. Fix: write a whole number from 0'],
  [{ poll: true }, 'poll is true'],
  [{ timeout: 2 ** 31 }, 'timeout is 2147483648'],
  [{ maxEntries: 1.5 }, 'maxEntries is 1.5'],
  [{ minEntries: 5, maxEntries: 4 }, 'minEntries is 5. Fix: write a whole number from 0 to 4'],
  [{ backoff: { min: 0 } }, 'backoff.min is 0'],
  [{ tenant: 'acme' }, 'tenant is "acme". Fix: write a function'],
  [{ name: '' }, 'name is ""'],
  [{ snapshot: 1 }, 'snapshot is 1'],
])('options that are none: %o', (options, says) => {
  const given =
    Object.keys(options).length === 0 ? options : { source: fakeSource([]), ...options };
  expect(() => createOriginList(given as OriginListOptions)).toThrow(says);
});
