import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import {
  type FetchInit,
  type HeaderLines,
  type TransportRequest,
  type UserAgentOptions,
  createUserAgent,
  formatTrace,
} from '../src/index.ts';
import { type Answer, api, generous, page, scripted, sent } from './support/scripted.ts';
import { type CacheCase, httpCacheCases } from './tables/http-cache.ts';

const fresh: HeaderLines = [['cache-control', 'max-age=600']];
const open: HeaderLines = [['access-control-allow-origin', '*']];
const etag: HeaderLines = [['etag', '"x"']];

function browser(
  answer: (request: TransportRequest, count: number) => Answer,
  httpCache: UserAgentOptions['httpCache'] = true,
) {
  let now = Date.UTC(2026, 0, 5, 10);
  let count = 0;
  const script = scripted((request) => answer(request, (count += 1)));
  const { transport } = script;
  const agent = createUserAgent({ origin: page, transport, httpCache, now: () => now });
  const read = async (url: string, init?: FetchInit): Promise<string> =>
    (await agent.fetch(url, init)).text();
  return { ...script, agent, read, pass: (seconds: number) => (now += seconds * 1_000) };
}

/** Counts its answers, all of them alike. */
const numbered =
  (headers: HeaderLines, status = 200) =>
  (_request: TransportRequest, count: number): Answer => ({ status, headers, body: `${count}` });

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

/** (wpt: cors/304) */
describe('a 304', () => {
  const first: HeaderLines = [
    ...open,
    ...etag,
    ['cache-control', 'no-cache'],
    ['a', '1'],
    ['b', '1'],
  ];
  const expose = (names: string): HeaderLines => [['access-control-expose-headers', names]];

  async function twice(stored: HeaderLines, notModified: HeaderLines) {
    const { agent } = browser((request) =>
      sent(request, 'if-none-match') === undefined
        ? { headers: [...first, ...stored], body: 'Success' }
        : { status: 304, headers: [...etag, ...notModified] },
    );
    const before = await agent.fetch(api);
    await before.text();
    const { response, trace } = await agent.attempt(api);
    const body = response === null ? null : await response.text();
    const read = (name: string) => response?.headers.get(name) ?? null;
    const ofBody = [read('content-type'), read('content-length')].filter((value) => value !== null);
    return { body, status: response?.status, a: read('a'), b: read('b'), ofBody, trace };
  }

  test('without CORS headers inherits from the stored response', async () => {
    const { trace, ...seen } = await twice([], [['a', '2']]);
    expect(seen).toEqual({ body: 'Success', status: 200, a: null, b: null, ofBody: [] });
    expect(formatTrace(trace)).toContain(
      'The 304 has no CORS headers, so those that were stored count.',
    );
  });

  test('can expand Access-Control-Expose-Headers', async () => {
    const seen = await twice([], [...expose('a, b'), ['a', '2'], ['b', '2']]);
    expect(seen).toMatchObject({ body: 'Success', a: '2', b: '2' });
  });

  test('can contract Access-Control-Expose-Headers', async () => {
    const seen = await twice(expose('a, b'), [...expose('a'), ['a', '2'], ['b', '2']]);
    expect(seen).toMatchObject({ body: 'Success', a: '2', b: null });
  });

  test('can change Access-Control-Allow-Origin', async () => {
    const { trace, body } = await twice(
      [],
      [['access-control-allow-origin', 'https://other.example']],
    );
    expect(body).toBeNull();
    expect(trace.failed).toMatchObject({ step: 'cors-check', code: 'allow-origin-mismatch' });
    expect(trace.failed?.message).toContain('and a 304 confirmed it');
    expect(trace.failed?.fix.general).toContain('With 304 as with 200');
  });

  test('that says no-store is the last word', async () => {
    const { read, requests } = browser((request, count) =>
      sent(request, 'if-none-match') === undefined
        ? { headers: first, body: `${count}` }
        : { status: 304, headers: [['cache-control', 'no-store']] },
    );
    expect([await read(api), await read(api), await read(api)]).toEqual(['1', '1', '3']);
    expect(requests.map((request) => sent(request, 'if-none-match'))).toEqual([
      undefined,
      '"x"',
      undefined,
    ]);
  });

  test('makes the stored response that of the request that it answers', async () => {
    const { read, log } = browser((request) => ({
      status: sent(request, 'if-none-match') === undefined ? 200 : 304,
      headers: [...open, ...fresh, ...etag, ['vary', 'accept-language']],
      body: 'a',
    }));
    for (const language of ['en', 'nn', 'nn']) {
      expect(await read(api, { headers: { 'accept-language': language } })).toBe('a');
    }
    expect(log).toHaveLength(2);
  });

  test('that comes after the response was forgotten does not bring it back', async () => {
    let put = (): void => undefined;
    const isPut = new Promise<void>((resolve) => (put = resolve));
    const { transport, requests } = scripted(async (request) => {
      const isValidated = sent(request, 'if-none-match') !== undefined;
      // Its server compared before the PUT came.
      if (isValidated) await isPut;
      const headers = [...generous, ...etag, ...fresh];
      return { status: isValidated ? 304 : 200, headers, body: 'a' };
    });
    const agent = createUserAgent({ origin: page, transport, httpCache: true });
    const visit = async (init?: FetchInit) => (await agent.fetch(api, init)).text();
    await visit();
    const late = visit({ cache: 'no-cache' });
    await visit({ method: 'PUT', body: 'b' });
    put();
    expect(await late).toBe('a');
    await visit();
    expect(sent(requests.at(-1), 'if-none-match')).toBeUndefined();
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(3);
  });

  test('leaves alone what says how the stored body is to be read', async () => {
    const seen = await twice(
      [['content-type', 'text/plain'], ['content-length', '7'], ...expose('*')],
      [
        ['content-type', 'text/html'],
        ['content-length', '0'],
        ['a', '2'],
        ['a', '3'],
        ['connection', 'b'],
        ['b', '2'],
      ],
    );
    expect(seen).toMatchObject({
      body: 'Success',
      a: '2, 3',
      b: '1',
      ofBody: ['text/plain', '7'],
    });
  });
});

describe('what the trace says', () => {
  const asking = ({ headers }: TransportRequest): Answer => {
    const origin = headers.find(([name]) => name === 'Origin')?.[1];
    return {
      headers: [
        ...fresh,
        ...(origin === undefined ? [] : ([['access-control-allow-origin', origin]] as const)),
      ],
      body: 'a',
    };
  };

  test('a response stored by a no-cors request blocks, and the trace says why', async () => {
    const { agent, pass, log } = browser(asking);
    await agent.fetch(api, { mode: 'no-cors' });
    pass(12);
    const { trace } = await agent.attempt(api);
    expect(log).toHaveLength(1);
    expect(trace.steps.find(({ step }) => step === 'http-cache')?.message).toBe(
      'Answered from the HTTP cache: stored 12 s ago by a request without Origin, mode no-cors. Nothing was sent.',
    );
    expect(trace.failed).toMatchObject({ step: 'cors-check', code: 'allow-origin-missing' });
    expect(trace.failed?.message).toContain(
      'The response came out of the HTTP cache, stored 12 s ago by a request without Origin, mode no-cors: it has no Vary, so it is used for any origin.',
    );
    expect(trace.failed?.fix.general).toContain('Send "Vary: Origin"');
    expect(trace.failed?.fix.routecors).toContain('routecors sends Vary: Origin');
  });

  test('with Vary: Origin it is asked for again, and readable', async () => {
    const { agent, log } = browser((request) => ({
      ...asking(request),
      headers: [...(asking(request).headers ?? []), ['vary', 'Accept-Encoding, Origin']],
    }));
    await agent.fetch(api, { mode: 'no-cors' });
    const { trace } = await agent.attempt(api);
    expect(trace.outcome).toBe('readable');
    expect(log).toHaveLength(2);
    expect(formatTrace(trace)).toContain('http-cache: The stored response is for another request');
  });

  test('one stored by a call of the same origin with other credentials', async () => {
    const { agent, read } = browser(numbered([...fresh, ...open]));
    await read(api);
    const { trace } = await agent.attempt(api, { credentials: 'include' });
    expect(trace.failed?.code).toBe('allow-origin-wildcard-with-credentials');
    expect(trace.failed?.message).toContain(
      'The response came out of the HTTP cache, stored 0 s ago by a request with Origin "https://app.example", mode cors.',
    );
    expect(trace.failed?.fix.general).toContain('What is stored already stays until it is stale');
  });

  test('a stale one is asked for again with its validator', async () => {
    const { agent, pass, read } = browser((_request, count) =>
      count === 1
        ? { headers: [...open, ...fresh, ...etag], body: 'a' }
        : { status: 304, headers: [['access-control-allow-origin', page]] },
    );
    await read(api);
    pass(601);
    const { trace } = await agent.attempt(api);
    const said = formatTrace(trace);
    expect(said).toContain(
      'The stored response is stale (stored 601 s ago by a request with Origin "https://app.example", mode cors): asked again with If-None-Match: "x".',
    );
    expect(said).toContain('> If-None-Match: "x"');
    expect(said).toContain(
      '304: the stored response is used, with Access-Control-Allow-Origin of the 304.',
    );
  });

  test('a blocked response is not stored', async () => {
    const { agent, log } = browser((_request, count) => ({
      headers: [...fresh, ...(count === 1 ? [] : open)],
      body: 'a',
    }));
    expect((await agent.attempt(api)).trace.outcome).toBe('blocked');
    expect((await agent.attempt(api)).trace.outcome).toBe('readable');
    expect(log).toHaveLength(2);
  });

  test('no header value writes to a terminal through it', async () => {
    const { agent, pass, read } = browser(() => ({
      headers: [...open, ...fresh, ['etag', '"\u001b[2J"']],
      body: 'a',
    }));
    await read(api);
    pass(601);
    const { trace } = await agent.attempt(api);
    expect(formatTrace(trace)).not.toContain('\u001b');
  });
});

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

  test('nor one that is given up once it is complete, which is how a blocked one ends', async () => {
    const giveUp = async (response: Response): Promise<void> => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      await response.body?.cancel();
    };
    expect(await askedAfter(() => streamed('a', 'b'), giveUp)).toBe(2);
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

  test('no more is read ahead than the budget', async () => {
    let pulled = 0;
    const endless = () =>
      new ReadableStream<Uint8Array>({
        pull(controller) {
          pulled += 100;
          controller.enqueue(chunk('x'.repeat(100)));
        },
      });
    const { agent } = browser(() => ({ headers: [...fresh, ...open], body: endless() }), {
      bytes: 1_000,
    });
    const response = await agent.fetch(api);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(pulled).toBeLessThan(2_000);
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

/** What a cache of one URL may do, with as little code as can be: the server's versions, and who saw them when. */
describe('against a naive twin', () => {
  type Step =
    | {
        readonly kind: 'get';
        readonly cache: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache';
        readonly token: string;
      }
    | { readonly kind: 'put' }
    | { readonly kind: 'pass' };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('get' as const),
        cache: fc.constantFrom('default', 'no-store', 'reload', 'no-cache', 'force-cache'),
        token: fc.constantFrom('en', 'nn'),
      }),
    },
    fc.constant({ kind: 'put' as const }),
    fc.constant({ kind: 'pass' as const }),
  );

  test('random calls ask the server exactly when they have to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { agent, log, pass } = browser((_request, count) => ({
          headers: [
            ['cache-control', 'max-age=60'],
            ['vary', 'accept-language'],
          ],
          body: `${count}`,
        }));
        let stored: { body: string; age: number; token: string } | undefined;
        let asked = 0;
        for (const one of steps) {
          if (one.kind === 'pass') {
            pass(45);
            if (stored !== undefined) stored.age += 45;
            continue;
          }
          if (one.kind === 'put') {
            await (await agent.fetch('/own', { method: 'PUT' })).text();
            asked += 1;
            stored = undefined;
            continue;
          }
          const { cache, token } = one;
          const init = { cache, headers: { 'accept-language': token } };
          const body = await (await agent.fetch('/own', init)).text();
          const matches = stored?.token === token && ['default', 'force-cache'].includes(cache);
          if (stored !== undefined && matches && (cache === 'force-cache' || stored.age < 60)) {
            expect(body).toBe(stored.body);
          } else {
            asked += 1;
            expect(body).toBe(`${asked}`);
            if (cache !== 'no-store') stored = { body, age: 0, token };
          }
          expect(log).toHaveLength(asked);
        }
      }),
    );
  });
});
