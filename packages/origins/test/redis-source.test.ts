import { createClient } from 'redis';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import { type RedisSourceOptions, createOriginList, redisSource } from '../src/index.ts';
import { readMembers } from '../src/redis/read-members.ts';
import { a, b, follow } from './support/follower.ts';
import { createProxy } from './support/proxy.ts';
import { createRedis, hasRedis, redisCommand } from './support/redis.ts';
import type { Store } from './support/store.ts';

const key = 'origins';
const channel = 'origins-changed';
const waiting = { timeout: 25_000, interval: 2 };

async function openList(source: RedisSourceOptions, options: object = {}) {
  const said: string[] = [];
  const list = createOriginList({
    source: redisSource(source),
    log: { warn: (text) => said.push(text) },
    poll: false,
    debounce: 5,
    backoff: { min: 20, max: 200 },
    ...options,
  });
  const follower = follow(list);
  const close = await list.open();
  const sorted = () => follower.last()?.toSorted();
  return { list, said, follower, sorted, close };
}

describe.skipIf(!hasRedis)('with Redis', () => {
  let store: Store;
  let client: ReturnType<typeof createClient>;
  const command = (...args: readonly string[]): Promise<unknown> => redisCommand(store.url, args);
  /** As an application does it: the set, and a word that it has changed. */
  const change = (...args: readonly string[]): Promise<unknown> =>
    redisCommand(store.url, args, ['PUBLISH', channel, '']);

  beforeAll(async () => {
    store = await createRedis();
    await store.start();
  });
  afterAll(() => store?.remove());
  beforeEach(async () => {
    await store.start();
    await redisCommand(store.url, 'FLUSHALL', ['SADD', key, a]);
    client = createClient({ url: store.url, socket: { reconnectStrategy: () => 20 } });
    client.on('error', () => undefined);
    await client.connect();
  });
  afterEach(() => {
    client.destroy();
  });

  test.each(['client', 'url'] as const)(
    'by a %s: members are loaded, and followed by a channel',
    async (by) => {
      const from = by === 'client' ? { client } : { url: store.url };
      const { list, said, sorted, close } = await openList({ ...from, key, channel });
      expect([list.name, sorted()]).toEqual([key, [a]]);
      await change('SADD', key, b);
      await expect.poll(sorted, waiting).toEqual([a, b]);
      await change('SREM', key, a);
      await expect.poll(sorted, waiting).toEqual([b]);
      await change('DEL', key);
      await expect.poll(sorted, waiting).toEqual([]);
      expect(said).toEqual([]);
      await close();
      // What was opened is let go; the client stays with its owner.
      await expect
        .poll(async () => String(await command('PUBSUB', 'NUMSUB', channel)), waiting)
        .toBe(`${channel},0`);
      expect(await client.ping()).toBe('PONG');
    },
  );

  test('by keyspace events, without anybody publishing', async () => {
    const { sorted, close } = await openList({ client, key, keyspace: 0 });
    await command('SADD', key, b);
    await expect.poll(sorted, waiting).toEqual([a, b]);
    await command('DEL', key);
    await expect.poll(sorted, waiting).toEqual([]);
    await close();
  });

  test('a large set is read in pieces, and whole', async () => {
    const many = Array.from({ length: 5000 }, (_, index) => `https://t${index}.example`);
    await command('SADD', key, ...many);
    const { sorted, close } = await openList({ client, key, channel });
    expect(sorted()).toEqual([a, ...many].toSorted());
    await close();
  });

  test('members may begin with the key of a tenant', async () => {
    await command('SADD', 'tenants', `acme ${a}`, `two words ${b}`, 'nonsense');
    const { follower, close } = await openList({ client, key: 'tenants', keyed: true });
    expect(follower.last()).toEqual(
      expect.arrayContaining([
        { key: 'acme', origin: a },
        { key: 'two words', origin: b },
        'nonsense',
      ]),
    );
    await close();
  });

  test('a key that is no set leaves the last good list', async () => {
    const { list, said, follower, close } = await openList({ client, key, channel });
    await redisCommand(store.url, ['DEL', key], ['SET', key, 'x'], ['PUBLISH', channel, '']);
    await expect.poll(() => list.status().source.error, waiting).toContain('WRONGTYPE');
    expect([follower.last(), said.length]).toEqual([[a], 1]);
    await close();
  });

  test('a Redis that lost its data does not empty a list that is never empty', async () => {
    const { list, follower, close } = await openList({ client, key, channel }, { minEntries: 1 });
    await change('FLUSHALL');
    await expect.poll(() => list.status().source.error, waiting).toContain('1 are the least');
    expect(follower.last()).toEqual([a]);
    await close();
  });

  test('changes during an outage are found afterwards, by client and by URL', async () => {
    const lists = [
      await openList({ client, key, channel }, { timeout: 2000 }),
      await openList({ url: store.url, key, channel }, { timeout: 2000 }),
    ];
    await store.kill();
    for (const { list } of lists) {
      await expect.poll(() => list.status().source.state, waiting).toBe('failing');
    }
    await store.start();
    await change('SADD', key, b);
    for (const { sorted, close } of lists) {
      await expect.poll(sorted, waiting).toEqual([a, b]);
      await close();
    }
  });

  test('a cut network hangs nobody, and is mended', async () => {
    const proxy = await createProxy(store.port);
    const { list, sorted, close } = await openList(
      { url: `redis://127.0.0.1:${proxy.port}`, key, channel },
      { timeout: 2000, poll: 50 },
    );
    proxy.cut();
    await expect.poll(() => list.status().source.failures, waiting).toBeGreaterThan(1);
    expect(sorted()).toEqual([a]);
    await change('SADD', key, b);
    proxy.mend();
    await expect.poll(sorted, waiting).toEqual([a, b]);
    await close();
    await proxy.close();
  });
});

describe('a set that changes while it is read', () => {
  /** Pieces of two; each read is told whether it was disturbed. */
  const sending = (...disturbed: readonly boolean[]) => {
    const sent: string[] = [];
    let reads = 0;
    const answers: Readonly<Record<string, (from: string) => unknown>> = {
      WATCH: () => 'OK',
      UNWATCH: () => 'OK',
      MULTI: () => 'OK',
      EXEC: () => (disturbed[(reads += 1) - 1] ? null : []),
      // A piece may repeat what was in another.
      SSCAN: (from) => (from === '0' ? ['7', [`${reads}`, 'x']] : [0, ['x', 'y']]),
      SMEMBERS: () => new Set(['all']),
    };
    const send = async (name = '', ...args: readonly string[]): Promise<unknown> => {
      sent.push(name);
      return answers[name]?.(args[1] ?? '');
    };
    return { send, sent };
  };
  const once = ['WATCH', 'SSCAN', 'SSCAN', 'MULTI', 'EXEC'];

  test.each<[name: string, disturbed: boolean[], members: string[], sent: string[]]>([
    ['never', [false], ['0', 'x', 'y'], once],
    ['once', [true, false], ['1', 'x', 'y'], [...once, ...once]],
    ['always', [true, true, true], ['all'], [...once, ...once, ...once, 'SMEMBERS']],
  ])('%s', async (_, disturbed, members, expected) => {
    const { send, sent } = sending(...disturbed);
    expect(await readMembers('k', send)).toEqual(members);
    expect(sent).toEqual(expected);
  });
});

test.each<[options: object, says: string]>([
  [{ key }, 'client is undefined. Fix: write a client, or a URL'],
  [{ key: '', url: 'x' }, 'key is ""'],
  [{ key, url: 'x', chanel: 'y' }, 'Fix: write channel'],
  [{ key, url: 'x', channel: 'y', keyspace: 0 }, 'keyspace is 0. Fix: write a channel, or the'],
  [{ key, url: 'x', keyspace: '0' }, 'keyspace is "0". Fix: write a whole number'],
])('options that are none: %o', (options, says) => {
  expect(() => redisSource(options as RedisSourceOptions)).toThrow(says);
});
