import { describe, expect, test } from 'vitest';

import { type FetchInit, type HeaderLines, createUserAgent } from '../src/index.ts';
import { api, generous, page, scripted } from './support/scripted.ts';

const put: FetchInit = { method: 'PUT' };

function browser(answer: HeaderLines, options: { maxAge?: number; entries?: number } = {}) {
  let now = 0;
  const { transport, log } = scripted(() => ({ headers: [...generous, ...answer] }));
  const agent = createUserAgent({
    origin: page,
    transport,
    preflightCache: options,
    now: () => now,
  });
  const count = (): number => log.filter((line) => line.startsWith('OPTIONS')).length;
  return { agent, count, pass: (seconds: number) => (now += seconds * 1_000) };
}

/** Lines of `Access-Control-Max-Age`, and for how many seconds the grant lasts. */
const lifetimes: readonly (readonly [lines: readonly string[], seconds: number])[] = [
  [[], 5],
  [['60'], 60],
  [['007'], 7],
  [['0'], 0],
  [[''], 5],
  [['-1'], 0],
  [['-60'], 0],
  [['- 1'], 5],
  [['--1'], 5],
  [['+60'], 5],
  [['60.5'], 5],
  [['60s'], 5],
  [['1e3'], 5],
  [['60, 60'], 5],
  [['60', '60'], 5],
  [['"60"'], 5],
  [['7200'], 7_200],
  [['86400'], 7_200],
  [['9'.repeat(1_000)], 7_200],
];

/** (Fetch, "CORS-preflight cache"; wpt: fetch/api/cors/cors-preflight-cache, cors/preflight-cache, xhr/access-control-basic-allow-preflight-cache*) */
describe('the preflight cache', () => {
  test.each(lifetimes)('Access-Control-Max-Age %j lasts %d seconds', async (lines, seconds) => {
    const { agent, count, pass } = browser(
      lines.map((value) => ['access-control-max-age', value] as const),
    );
    await agent.fetch(api, put);
    pass(seconds - 0.001);
    if (seconds > 0) await agent.fetch(api, put);
    expect(count()).toBe(1);
    pass(0.001);
    await agent.fetch(api, put);
    expect(count()).toBe(2);
  });

  const second: readonly (readonly [
    name: string,
    url: string,
    init: FetchInit,
    preflights: number,
  ])[] = [
    ['the same again', api, put, 1],
    ['another granted method', api, { method: 'DELETE' }, 1],
    ['a granted header', api, { method: 'PUT', headers: { 'X-Token': '1' } }, 1],
    ['granted headers, safelisted method', api, { headers: { Authorization: '1' } }, 1],
    ['without credentials', api, { ...put, credentials: 'omit' }, 1],
    ['another fragment', `${api}#there`, put, 1],
    ['another URL', `${api}/1`, put, 2],
    ['another query', `${api}?a`, put, 2],
  ];
  test.each(second)(
    'made with credentials, it serves %s: %s',
    async (_name, url, init, preflights) => {
      const { agent, count } = browser([]);
      await agent.fetch(api, { ...put, credentials: 'include' });
      await agent.fetch(url, init);
      expect(count()).toBe(preflights);
    },
  );

  test('a grant made without credentials does not serve with them', async () => {
    const { agent, count } = browser([]);
    await agent.fetch(api, put);
    await agent.fetch(api, { ...put, credentials: 'include' });
    expect(count()).toBe(2);
  });

  test('what was not granted is asked, refused, and clears the grant', async () => {
    const { agent, count } = browser([]);
    await agent.fetch(api, put);
    const { trace } = await agent.attempt(api, { method: 'PUT', headers: { 'x-other': '1' } });
    expect(trace.failed?.code).toBe('header-not-allowed');
    await agent.fetch(api, put);
    expect(count()).toBe(3);
  });

  test('a response that fails the CORS check clears the grant', async () => {
    let headers = generous;
    const { transport, log } = scripted(() => ({ headers }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch(api, put);
    headers = [];
    await agent.attempt(api, put);
    headers = generous;
    await agent.fetch(api, put);
    expect(log.map((line) => line.split(' ')[0])).toEqual([
      'OPTIONS',
      'PUT',
      'PUT',
      'OPTIONS',
      'PUT',
    ]);
  });

  test('* covers every header but Authorization', async () => {
    const headers: HeaderLines = [
      ['access-control-allow-origin', '*'],
      ['access-control-allow-methods', '*'],
      ['access-control-allow-headers', '*'],
    ];
    const { transport, log } = scripted(() => ({ headers }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch(api, put);
    await agent.fetch(api, { method: 'DELETE', headers: { 'x-any': '1' } });
    expect(log).toHaveLength(3);
    const { trace } = await agent.attempt(api, { headers: { authorization: 'x' } });
    expect(trace.failed?.code).toBe('authorization-not-listed');
  });

  test('the cap is an option, 0 keeps nothing, and the oldest entry goes first', async () => {
    const long: HeaderLines = [['access-control-max-age', '100000']];
    const firefox = browser(long, { maxAge: 86_400 });
    await firefox.agent.fetch(api, put);
    firefox.pass(86_399);
    await firefox.agent.fetch(api, put);
    expect(firefox.count()).toBe(1);

    const none = browser(long, { maxAge: 0 });
    await none.agent.fetch(api, put);
    await none.agent.fetch(api, put);
    expect(none.count()).toBe(2);

    // Room for one URL: the second drives out the first.
    const small = browser(long, { entries: 1 });
    await small.agent.fetch(api, put);
    await small.agent.fetch(`${api}/2`, put);
    await small.agent.fetch(`${api}/2`, put);
    await small.agent.fetch(api, put);
    expect(small.count()).toBe(3);
  });

  test('agents share nothing', async () => {
    const { transport, log } = scripted(() => ({ headers: generous }));
    for (const _ of [1, 2]) await createUserAgent({ origin: page, transport }).fetch(api, put);
    expect(log).toHaveLength(4);
  });

  test('the use-CORS-preflight flag asks once for a plain POST', async () => {
    const headers: HeaderLines = [['access-control-allow-origin', page]];
    const { transport, log } = scripted(() => ({ headers }));
    const agent = createUserAgent({ origin: page, transport });
    for (const _ of [1, 2]) {
      await agent.fetch(api, { method: 'POST', body: 'a', useCorsPreflight: true });
    }
    expect(log.map((line) => line.split(' ')[0])).toEqual(['OPTIONS', 'POST', 'POST']);
  });
});
