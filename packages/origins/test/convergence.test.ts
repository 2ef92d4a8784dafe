import { setTimeout as wait } from 'node:timers/promises';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type Proxy, createProxy } from './support/proxy.ts';
import { type ServerProcess, startServer } from './support/servers.ts';
import type { Store } from './support/store.ts';
import { kinds, storeNames } from './support/stores.ts';

/** How often the store is killed, and the network cut. */
const cycles = Number(process.env['ROUTECORS_CYCLES'] ?? 3);
const [friend, stranger, flag] = [
  'https://friend.example',
  'https://stranger.example',
  'https://flag.example',
] as const;
const waiting = { timeout: 60_000, interval: 10 };

describe.each(storeNames)('three processes on one %s', (name) => {
  const { isHere, create, prepare, add, remove } = kinds[name];
  describe.skipIf(!isHere)('', () => {
    let store: Store;
    let proxy: Proxy;
    let servers: readonly ServerProcess[] = [];

    beforeAll(async () => {
      store = await create();
      await store.start();
      await prepare(store.url);
      await add(store.url, [friend]);
      proxy = await createProxy(store.port);
      const url = store.url.replace(String(store.port), String(proxy.port));
      servers = await Promise.all([1, 2, 3].map(() => startServer(name, url)));
    });
    afterAll(async () => {
      await proxy?.close();
      await store?.remove();
    });

    const everywhere = async (origin: string): Promise<readonly boolean[]> =>
      Promise.all(servers.map(async (server) => (await server.ask(origin)).isAllowed));
    const all = [true, true, true];
    const none = [false, false, false];

    test('a change is in force on all of them', async () => {
      expect(await everywhere(friend)).toEqual(all);
      expect(await everywhere(flag)).toEqual(none);
      await add(store.url, [flag]);
      await expect.poll(() => everywhere(flag), waiting).toEqual(all);
      await remove(store.url, flag);
      await expect.poll(() => everywhere(flag), waiting).toEqual(none);
    });

    test(
      'a store that is killed, cut off and started again under load does no harm, and all converge',
      async () => {
        const wrong: unknown[] = [];
        let asked = 0;
        let isOver = false;
        /** One client for each server, who never stops asking. */
        const load = servers.map(async (server) => {
          while (!isOver) {
            for (const [origin, expected] of [
              [friend, true],
              [stranger, false],
            ] as const) {
              const answer = await server.ask(origin);
              asked += 1;
              const statuses = expected ? [204, 200] : [403, 200];
              if (
                answer.isAllowed !== expected ||
                answer.statuses.some((status, index) => status !== statuses[index])
              ) {
                wrong.push([origin, answer]);
              }
            }
          }
        });
        try {
          for (let cycle = 0; cycle < cycles; cycle += 1) {
            await store.kill();
            await wait(50 + 50 * (cycle % 3));
            await store.start();
            proxy.cut();
            // What is changed now is heard by nobody.
            const isOn = cycle % 2 === 0;
            await (isOn ? add(store.url, [flag]) : remove(store.url, flag));
            await wait(50 + 50 * (cycle % 2));
            proxy.mend();
            await expect.poll(() => everywhere(flag), waiting).toEqual(isOn ? all : none);
          }
        } finally {
          isOver = true;
          await Promise.all(load);
        }
        expect(wrong).toEqual([]);
        expect(asked).toBeGreaterThan(3 * cycles);
      },
      60_000 + cycles * 20_000,
    );

    test('a list grows to 100,000 entries and back while it is asked', async () => {
      const wrong: unknown[] = [];
      let isOver = false;
      const load = servers.map(async (server) => {
        while (!isOver) {
          const answers = [await server.ask(friend), await server.ask(stranger)];
          if (!answers[0]?.isAllowed || answers[1]?.isAllowed) wrong.push(answers);
        }
      });
      const many = Array.from({ length: 99_999 }, (_, index) => `https://t${index}.example`);
      await add(store.url, many);
      await expect.poll(() => everywhere('https://t99998.example'), waiting).toEqual(all);
      expect(await everywhere('https://t0.example')).toEqual(all);
      await kinds[name].clear(store.url, friend);
      await expect.poll(() => everywhere('https://t99998.example'), waiting).toEqual(none);
      isOver = true;
      await Promise.all(load);
      expect(wrong).toEqual([]);
    }, 180_000);

    test('when they close, nothing keeps the processes alive', async () => {
      expect(await Promise.all(servers.map((server) => server.close()))).toEqual([0, 0, 0]);
    });
  });
});
