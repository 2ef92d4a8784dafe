import { describe, expect, test } from 'vitest';

import { type HeaderLines, type UserAgentOptions } from '../../src/index.ts';
import { browser, fresh, numbered, open } from '../support/caching.ts';
import { api } from '../support/scripted.ts';

describe('bodies and bounds', () => {
  const chunk = (text: string): Uint8Array => new TextEncoder().encode(text);
  const streamed = (...chunks: readonly (string | Error)[]): ReadableStream<Uint8Array> => {
    const left = [...chunks];
    return new ReadableStream({
      pull(controller) {
        const next = left.shift();
        if (next === undefined) controller.close();
        else if (next instanceof Error) controller.error(next);
        else controller.enqueue(chunk(next));
      },
    });
  };

  /** How often the server is asked when the first body goes this way, and a second one is read in full. */
  async function askedAfter(
    body: () => ReadableStream<Uint8Array>,
    use: (response: Response) => Promise<unknown>,
    headers: HeaderLines = [],
    httpCache: UserAgentOptions['httpCache'] = true,
  ): Promise<number> {
    const { agent, log } = browser(
      () => ({ headers: [...fresh, ...open, ...headers], body: body() }),
      httpCache,
    );
    await use(await agent.fetch(api)).catch(() => undefined);
    await (await agent.fetch(api)).text().catch(() => undefined);
    return log.length;
  }
  const read = (response: Response): Promise<string> => response.text();

  test('one that is read to its end is stored', async () => {
    expect(await askedAfter(() => streamed('a', 'b'), read)).toBe(1);
  });

  test('one that nobody reads is stored as well, once it is complete', async () => {
    expect(
      await askedAfter(
        () => streamed('a', 'b'),
        async () => undefined,
      ),
    ).toBe(1);
  });

  test('one that breaks, is given up or is shorter than announced is not', async () => {
    expect(await askedAfter(() => streamed('a', new Error('gone')), read)).toBe(2);
    expect(
      await askedAfter(
        () => streamed('a', 'b'),
        async (response) => response.body?.cancel(),
      ),
    ).toBe(2);
    expect(await askedAfter(() => streamed('a', 'b'), read, [['content-length', '9']])).toBe(2);
  });

  test('one that the page gives up once it is complete is stored', async () => {
    const giveUp = async (response: Response): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await response.body?.cancel();
    };
    expect(await askedAfter(() => streamed('a', 'b'), giveUp)).toBe(1);
  });

  test('what the page does to a chunk on the way is not recorded', async () => {
    let later: ReadableStreamDefaultController<Uint8Array> | undefined;
    const body = new ReadableStream<Uint8Array>({
      start: (controller) => void (later = controller),
    });
    const { agent, read: readAll } = browser(() => ({ headers: [...fresh, ...open], body }));
    const reader = (await agent.fetch(api)).body?.getReader();
    later?.enqueue(chunk('abc'));
    (await reader?.read())?.value?.fill(0);
    later?.enqueue(chunk('def'));
    later?.close();
    expect(await readAll(api)).toBe('abcdef');
  });

  test('the length of a coded body is another', async () => {
    const headers = [
      ['content-length', '9'],
      ['content-encoding', 'gzip'],
    ] as const;
    expect(await askedAfter(() => streamed('a', 'b'), read, headers)).toBe(1);
  });

  test('one that is longer than the budget is not, and is read all the same', async () => {
    const long = Array.from({ length: 50 }, () => 'x'.repeat(100));
    const { read: readAll, log } = browser(
      () => ({ headers: [...fresh, ...open], body: streamed(...long) }),
      { bytes: 2_000 },
    );
    for (const _ of [1, 2]) expect(await readAll(api)).toHaveLength(5_000);
    expect(log).toHaveLength(2);
  });

  test.each<[bytes: number, most: number]>([
    [1_000, 2_000],
    [Infinity, 2 ** 20 + 2_000],
  ])('of a budget of %s no more than %i bytes are read ahead', async (bytes, most) => {
    let pulled = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 100;
          controller.enqueue(chunk('x'.repeat(100)));
        },
      });
    const { agent } = browser(() => ({ headers: [...fresh, ...open], body: endless() }), {
      bytes,
    });
    const response = await agent.fetch(api);
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(pulled).toBeLessThan(most);
    await response.body?.cancel();
  });

  test('a body reaches the page as it comes, and holds up no other call for long', async () => {
    let later: ReadableStreamDefaultController<Uint8Array> | undefined;
    const { agent, log } = browser(() => ({
      headers: [...fresh, ...open],
      body: new ReadableStream<Uint8Array>({
        start(controller) {
          controller.enqueue(chunk('now'));
          later = controller;
        },
      }),
    }));
    const reader = (await agent.fetch(api)).body?.getReader();
    expect(new TextDecoder().decode((await reader?.read())?.value)).toBe('now');
    await (await agent.fetch(api)).body?.cancel();
    expect(log).toHaveLength(2);
    expect(later).toBeDefined();
    await reader?.cancel();
  });

  test('a call waits for what another one is about to have stored', async () => {
    let later: ReadableStreamDefaultController<Uint8Array> | undefined;
    const {
      agent,
      read: readAll,
      log,
    } = browser(() => ({
      headers: [...fresh, ...open],
      body: new ReadableStream<Uint8Array>({ start: (controller) => void (later = controller) }),
    }));
    await agent.fetch(api, { mode: 'no-cors' });
    const second = readAll(api);
    await new Promise((resolve) => setTimeout(resolve, 10));
    later?.enqueue(chunk('late'));
    later?.close();
    expect(await second).toBe('late');
    expect(log).toHaveLength(1);
  });

  test('the least recently used goes first, by number and by bytes', async () => {
    const big = 'x'.repeat(1_000);
    for (const bounds of [{ entries: 2 }, { bytes: 3_000 }]) {
      const { read: readAll, log } = browser(
        () => ({ headers: [...fresh, ...open], body: big }),
        bounds,
      );
      for (const path of ['a', 'b', 'a', 'c', 'a']) await readAll(`https://api.example/${path}`);
      expect(log.map((line) => line.at(-1))).toEqual(['a', 'b', 'c']);
      await readAll('https://api.example/b');
      expect(log).toHaveLength(4);
    }
    const none = browser(numbered([...fresh, ...open]), { entries: 0 });
    expect([await none.read(api), await none.read(api)]).toEqual(['1', '2']);
  });
});
