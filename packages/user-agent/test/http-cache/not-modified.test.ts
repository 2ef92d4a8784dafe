import { describe, expect, test } from 'vitest';

import { type FetchInit, type HeaderLines, createUserAgent, formatTrace } from '../../src/index.ts';
import { browser, etag, fresh, open } from '../support/caching.ts';
import { api, generous, page, scripted, sent } from '../support/scripted.ts';

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
