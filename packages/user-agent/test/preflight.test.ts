import { describe, expect, test } from 'vitest';

import { type HeaderLines, createUserAgent } from '../src/index.ts';
import { api, generous, page, scripted, sent } from './support/scripted.ts';
import { preflightCases } from './tables/preflight.ts';

const allowed: HeaderLines = [
  ['access-control-allow-origin', page],
  ['access-control-allow-credentials', 'true'],
];

describe('a preflight response', () => {
  test.each(preflightCases)(
    '$name: $expected',
    async ({
      method = 'GET',
      headers = {},
      credentials = 'omit',
      status = 204,
      expected,
      ...answer
    }) => {
      const preflight: HeaderLines = [
        ...allowed,
        ...(answer.allowMethods ?? []).map((v) => ['access-control-allow-methods', v] as const),
        ...(answer.allowHeaders ?? []).map((v) => ['access-control-allow-headers', v] as const),
        ...(answer.location === undefined ? [] : [['location', answer.location] as const]),
      ];
      const { transport, log } = scripted((request) =>
        request.method === 'OPTIONS' ? { status, headers: preflight } : { headers: allowed },
      );
      const agent = createUserAgent({ origin: page, transport });
      const { trace, response } = await agent.attempt(api, { method, headers, credentials });
      expect(trace.failed?.code ?? 'passed').toBe(expected);
      // The actual request goes out if and only if the preflight passed.
      expect(log).toHaveLength(expected === 'passed' ? 2 : 1);
      expect(response?.type).toBe(expected === 'passed' ? 'cors' : undefined);
    },
  );

  test('that fails the CORS check is blocked there', async () => {
    const { transport, log } = scripted(() => ({ status: 401 }));
    const agent = createUserAgent({ origin: page, transport });
    const { trace } = await agent.attempt(api, { method: 'PUT' });
    expect(trace.failed).toMatchObject({ step: 'cors-check', during: 'preflight' });
    expect(log).toEqual([`OPTIONS ${api}`]);
  });
});

describe('a preflight request', () => {
  test('has these headers, in this order, and no credentials', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, url: `${page}/a?b#c`, transport });
    await agent.setCookie(api, 'sid=1; Secure; SameSite=None');
    await agent.fetch(api, {
      method: 'PUT',
      headers: { 'X-Token': '1', Authorization: 'Bearer x', 'Content-Type': 'application/json' },
      body: '{}',
      credentials: 'include',
    });
    expect(requests[0]).toMatchObject({ method: 'OPTIONS', body: null });
    expect(requests[0]?.headers).toEqual([
      ['Accept', '*/*'],
      ['Access-Control-Request-Method', 'PUT'],
      ['Access-Control-Request-Headers', 'authorization,content-type,x-token'],
      ['Referer', `${page}/`],
      ['Origin', page],
      ['Sec-Fetch-Site', 'cross-site'],
      ['Sec-Fetch-Mode', 'cors'],
      ['Sec-Fetch-Dest', 'empty'],
      ['User-Agent', 'Mozilla/5.0 (compatible; routecors)'],
      ['Accept-Language', 'en-US,en;q=0.9'],
    ]);
    expect(sent(requests[1], 'cookie')).toBe('sid=1');
    expect(sent(requests[1], 'authorization')).toBe('Bearer x');
  });

  test('asks for safelisted headers once they are more than 1,024 bytes together', async () => {
    const value = '1'.repeat(128);
    // Repeated names count every time; Accept: */* is three bytes.
    const headers = (rest: number): [string, string][] => [
      ...Array.from({ length: 7 }, (): [string, string] => ['accept-language', value]),
      ['content-language', '1'.repeat(rest)],
    ];
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch(api, { headers: headers(125) });
    expect(requests.map(({ method }) => method)).toEqual(['GET']);
    await agent.attempt(api, { headers: headers(126) });
    expect(sent(requests[1], 'access-control-request-headers')).toBe(
      'accept,accept-language,content-language',
    );
  });
});
