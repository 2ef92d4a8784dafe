import { describe, expect, test } from 'vitest';

import { type FetchInit, type HeaderLines, createUserAgent, formatTrace } from '../../src/index.ts';
import { browser, etag, fresh, numbered, open } from '../support/caching.ts';
import { type Answer, api, generous, page, scripted, sent } from '../support/scripted.ts';
import { type CacheCase, httpCacheCases } from '../tables/http-cache.ts';

describe('the HTTP cache', () => {
  test.each(httpCacheCases)(
    '$name',
    async ({ first, second, before, seconds, init, asks }: CacheCase) => {
      const { agent, requests, pass } = browser((request, count) => {
        const validated = sent(request, 'if-none-match') ?? sent(request, 'if-modified-since');
        const headers = [...open, ...(count === 1 ? first : (second ?? first))];
        return { status: validated === undefined ? 200 : 304, headers, body: 'a' };
      });
      await (await agent.fetch(api, before)).text();
      pass(seconds ?? 0);
      await agent.attempt(api, init);
      const [, again] = requests;
      const validators = [sent(again, 'if-none-match'), sent(again, 'if-modified-since')];
      const known = validators.filter((value) => value !== undefined).join(', ');
      expect(again === undefined ? 'nothing' : known || 'all').toBe(asks);
    },
  );

  test('is off unless asked for', async () => {
    for (const httpCache of [undefined, false]) {
      const { read } = browser(numbered([...fresh, ...open]), httpCache ?? false);
      expect([await read(api), await read(api)]).toEqual(['1', '2']);
    }
    const { transport, log } = scripted(numbered([...fresh, ...open]) as () => Answer);
    const agent = createUserAgent({ origin: page, transport });
    for (const _ of [1, 2]) await (await agent.fetch(api)).text();
    expect(log).toHaveLength(2);
  });

  test.each<[option: unknown, message: string]>([
    ['yes', 'httpCache is yes; it can be true, false or { entries, bytes }.'],
    [null, 'httpCache is null; it can be true, false or { entries, bytes }.'],
    [{ entries: -1 }, 'httpCache.entries is -1; it is a number from 0 up.'],
    [{ bytes: Number.NaN }, 'httpCache.bytes is NaN; it is a number from 0 up.'],
    [{ bytes: '1' }, 'httpCache.bytes is 1; it is a number from 0 up.'],
  ])('refuses %j', (option, message) => {
    const httpCache = option as true;
    expect(() => createUserAgent({ origin: page, httpCache })).toThrow(new TypeError(message));
  });

  test('a bound that is undefined is the default one', async () => {
    const { read, log } = browser(numbered([...fresh, ...open]), { bytes: undefined });
    expect([await read(api), await read(api)]).toEqual(['1', '1']);
    expect(log).toHaveLength(1);
  });

  test('agents share nothing', async () => {
    const one = browser(numbered([...fresh, ...open]));
    const other = browser(numbered([...fresh, ...open]));
    await one.read(api);
    await other.read(api);
    expect(other.log).toHaveLength(1);
  });

  test('works with the clock that it has by itself', async () => {
    const date = new Date().toUTCString();
    const expires = new Date(Date.now() + 600_000).toUTCString();
    for (const headers of [
      [['expires', expires]],
      [
        ['date', date],
        ['expires', expires],
      ],
    ] as const) {
      const { transport, log } = scripted(() => ({ headers: [...open, ...headers] }));
      const agent = createUserAgent({ origin: page, transport, httpCache: true });
      for (const _ of [1, 2]) await (await agent.fetch(api)).text();
      expect(log).toHaveLength(1);
    }
  });

  test('keeps repeated header lines apart, and hands out the same response again', async () => {
    const headers: HeaderLines = [
      ...fresh,
      ...open,
      ['access-control-expose-headers', 'x-a'],
      ['X-A', '1'],
      ['x-a', '2 '],
    ];
    const { agent, log } = browser(() => ({ headers, status: 203, statusText: 'So', body: 'a' }));
    const seen = [];
    for (const _ of [1, 2]) {
      const response = await agent.fetch(api);
      seen.push([
        response.type,
        response.status,
        response.statusText,
        [...response.headers],
        await response.text(),
      ]);
    }
    expect(seen[1]).toEqual(seen[0]);
    expect(log).toHaveLength(1);
  });

  test('what the page does to its bytes leaves the stored ones alone', async () => {
    const { agent, read } = browser(() => ({ headers: [...fresh, ...open], body: 'abc' }));
    for (const _ of [1, 2]) {
      const reader = (await agent.fetch(api)).body?.getReader();
      (await reader?.read())?.value?.fill(0);
      await reader?.read();
    }
    expect(await read(api)).toBe('abc');
  });

  test('preflights go past it, in both directions', async () => {
    const { agent, log } = browser(() => ({
      headers: [...generous, ...fresh, ['access-control-max-age', '0']],
    }));
    const init = { headers: { 'x-token': '1' } };
    for (const _ of [1, 2]) await (await agent.fetch(api, init)).text();
    expect(log).toEqual([`OPTIONS ${api}`, `GET ${api}`, `OPTIONS ${api}`]);
  });

  test('a validator that it adds is in no preflight and in no CORS check', async () => {
    const { agent, requests } = browser((request) =>
      sent(request, 'if-none-match') === undefined
        ? { headers: [...open, ...etag, ['cache-control', 'no-cache']], body: 'a' }
        : { status: 304 },
    );
    for (const _ of [1, 2]) expect(await (await agent.fetch(api)).text()).toBe('a');
    expect(requests.map(({ method }) => method)).toEqual(['GET', 'GET']);
  });

  test('Set-Cookie of a stored response is history', async () => {
    const { agent, requests, read } = browser((_request, count) => ({
      headers: [...fresh, ['set-cookie', `n=${count}`]],
    }));
    await read('/own');
    await agent.setCookie(page, 'n=mine');
    await read('/own');
    await read('/own', { cache: 'reload' });
    expect(requests.map((request) => sent(request, 'cookie'))).toEqual([undefined, 'n=mine']);
  });

  test('what the page validates or forbids to store itself goes past it', async () => {
    const { agent, read, requests } = browser((request, count) =>
      sent(request, 'if-none-match') === undefined
        ? { headers: [...fresh, ...etag], body: `${count}` }
        : { status: 304, headers: etag },
    );
    await read('/own', { headers: { 'cache-control': 'no-store' } });
    expect(await read('/own')).toBe('2');
    const own = await agent.fetch('/own', { headers: { 'if-none-match': '"x"' } });
    expect([own.status, sent(requests.at(-1), 'cache-control')]).toEqual([304, 'no-cache']);
    expect(await read('/own')).toBe('2');
  });

  test('a redirect is stored, body or not', async () => {
    const to = 'https://api.example/end';
    const { read, log } = browser(({ url }) =>
      url.href === api
        ? { status: 301, headers: [...open, ['location', to]], body: 'moved' }
        : { headers: [...open, ['cache-control', 'no-store']], body: 'end' },
    );
    for (const _ of [1, 2]) expect(await read(api)).toBe('end');
    expect(log).toEqual([`GET ${api}`, `GET ${to}`, `GET ${to}`]);
  });

  test('a page that has given up gets its reason, stored or not', async () => {
    const { agent, read, log } = browser(numbered([...fresh, ...open]));
    await read(api);
    const { error } = await agent.attempt(api, { signal: AbortSignal.abort('enough') });
    expect(error).toBe('enough');
    expect(log).toHaveLength(1);
  });

  test("cache: 'only-if-cached' without a stored response stays a network error", async () => {
    const { agent, read, log } = browser(numbered(fresh));
    const only: FetchInit = { mode: 'same-origin', cache: 'only-if-cached' };
    const { trace } = await agent.attempt('/own', only);
    expect(trace.failed).toMatchObject({ step: 'http-cache', code: 'only-if-cached' });
    await read('/own');
    expect(await read('/own', only)).toBe('1');
    const post = await agent.attempt('/own', { ...only, method: 'POST' });
    expect(post.trace.failed?.code).toBe('only-if-cached');
    expect(log).toHaveLength(1);
  });

  test('only an unsafe method that goes through invalidates, with the URLs that the response names', async () => {
    const statuses = [200, 500, 200, 303];
    const { read, agent, log } = browser(({ method }) =>
      method === 'GET'
        ? { headers: fresh, body: 'a' }
        : {
            status: statuses.shift() ?? 204,
            headers: [
              ['content-location', '/b'],
              ['location', api],
            ],
          },
    );
    const visit = async (): Promise<number> => {
      const before = log.filter((line) => line.startsWith('GET')).length;
      for (const path of ['/a', '/b']) await read(path);
      return log.filter((line) => line.startsWith('GET')).length - before;
    };
    expect(await visit()).toBe(2);
    await read('/a', { method: 'PUT' });
    expect(await visit()).toBe(2);
    await read('/a', { method: 'PUT' });
    expect(await visit()).toBe(0);
    const { trace } = await agent.attempt('/a', { method: 'DELETE' });
    expect(formatTrace(trace)).toContain('http-cache: DELETE went through: what was stored for');
    expect(await visit()).toBe(2);
  });
});
