import { describe, expect, test } from 'vitest';

import { createUserAgent } from '../src/index.ts';
import { generous, scripted, sent } from './support/scripted.ts';

const app = 'https://app.example';

/** A cookie of `https://api.<site>`, the page that fetches, the credentials mode, and whether it goes along. */
const carried: readonly (readonly [
  cookie: string,
  origin: string,
  credentials: RequestCredentials,
  url: string,
  sent: boolean,
])[] = [
  ['a=1; Secure; SameSite=None', app, 'include', 'https://api.other/', true],
  ['a=1; Secure; SameSite=None', app, 'same-origin', 'https://api.other/', false],
  ['a=1; Secure; SameSite=None', app, 'omit', 'https://api.other/', false],
  ['a=1; SameSite=None', app, 'include', 'https://api.other/', false],
  ['a=1; Secure; SameSite=Lax', app, 'include', 'https://api.other/', false],
  ['a=1; Secure; SameSite=Strict', app, 'include', 'https://api.other/', false],
  ['a=1; Secure', app, 'include', 'https://api.other/', false],
  ['a=1', app, 'include', 'https://api.app.example/', true],
  ['a=1; SameSite=Strict', app, 'include', 'https://api.app.example/', true],
  ['a=1; SameSite=Strict', app, 'same-origin', 'https://api.app.example/', false],
  ['a=1; SameSite=Strict', app, 'same-origin', 'https://app.example/', true],
  ['a=1; SameSite=Strict', app, 'omit', 'https://app.example/', false],
  ['a=1; SameSite=Strict', 'http://app.example', 'include', 'https://api.app.example/', false],
  ['a=1; SameSite=Strict', 'https://me.github.io', 'include', 'https://you.github.io/', false],
  ['a=1; SameSite=Lax', 'http://localhost:3000', 'include', 'http://localhost:4000/', true],
  [
    'a=1; Secure; SameSite=None',
    'http://localhost:3000',
    'include',
    'http://localhost:4000/',
    true,
  ],
  ['a=1; Secure; SameSite=None', 'http://a.example', 'include', 'http://api.other/', false],
  ['a=1; SameSite=Lax', 'null', 'include', 'https://api.other/', false],
  ['__Host-a=1; Path=/x; Secure; SameSite=None', app, 'include', 'https://api.other/x', false],
  ['a=1; Domain=evil.example; Secure; SameSite=None', app, 'include', 'https://api.other/', false],
  ['a=1; Path=/deep; Secure; SameSite=None', app, 'include', 'https://api.other/', false],
  ['a=1; Max-Age=0; Secure; SameSite=None', app, 'include', 'https://api.other/', false],
];

/** (Fetch, "append a request `Cookie` header"; RFC 6265bis; wpt: fetch/api/cors/cors-cookies*, cors/credentials-flag) */
describe('cookies', () => {
  test.each(carried)(
    '%s from %s, %s, to %s: %s',
    async (cookie, origin, credentials, url, expected) => {
      const { transport, requests } = scripted(() => ({ headers: generous }));
      const agent = createUserAgent({ origin, transport });
      await agent.setCookie(url, cookie);
      await agent.attempt(url, { credentials });
      expect(requests).toHaveLength(1);
      expect(sent(requests[0], 'cookie')?.includes('a=1') ?? false).toBe(expected);
    },
  );

  test('are kept from credentialed responses, cross-site only with SameSite=None', async () => {
    const lines = [
      'a=1; Secure; SameSite=None',
      'b=2',
      'c=3; SameSite=Lax',
      'd=4; Secure; SameSite=None; HttpOnly',
    ];
    const { transport, requests } = scripted(() => ({
      headers: [...generous, ...lines.map((line) => ['Set-Cookie', line] as const)],
    }));
    const agent = createUserAgent({ origin: app, transport });
    await agent.fetch('https://api.other/', { credentials: 'omit' });
    await agent.fetch('https://api.other/', { credentials: 'include' });
    await agent.fetch('https://api.other/', { credentials: 'include' });
    expect(requests.map((request) => sent(request, 'cookie'))).toEqual([
      undefined,
      undefined,
      'a=1; d=4',
    ]);
  });

  test.each<
    [
      name: string,
      origin: string,
      credentials: RequestCredentials,
      cookie: string,
      says: string | undefined,
    ]
  >([
    ['of another site', app, 'include', 'a=1; Secure', '"a" (lacks SameSite=None); the page is'],
    ['of another site', app, 'include', 'a=1', '"a" (lacks SameSite=None and Secure)'],
    ['without Secure', app, 'include', 'a=1; SameSite=None', '"a" (lacks Secure)'],
    ['without credentials', app, 'same-origin', 'a=1', '"a"; the request has no credentials'],
    ['without credentials', app, 'omit', 'a', '"a"; the request has no credentials'],
    ['that are kept', app, 'include', 'a=1; Secure; SameSite=None', undefined],
    ['of the same site', 'https://other', 'include', 'a=1', undefined],
  ])('%s: from %s, %s, %s', async (_name, origin, credentials, cookie, says) => {
    const { transport } = scripted(() => ({ headers: [...generous, ['Set-Cookie', cookie]] }));
    const agent = createUserAgent({ origin, transport });
    const { trace } = await agent.attempt('https://other/', { credentials });
    const lost = trace.steps.find(({ lostCookies }) => lostCookies !== undefined);
    if (says === undefined) expect(lost).toBeUndefined();
    else expect(lost?.message).toContain(`Cookies not kept: ${says}`);
    expect(lost?.lostCookies?.cookies.map(({ name }) => name)).toEqual(says && ['a']);
  });

  test('that stay at home are named in the trace', async () => {
    const { transport } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: app, transport });
    await agent.setCookie('https://api.other/', 'sid=1');
    const { trace } = await agent.attempt('https://api.other/', { credentials: 'include' });
    expect(trace.steps.map(({ message }) => message).join(' ')).toContain(
      'Cookies not sent, because the request is cross-site: sid (SameSite=lax).',
    );
  });

  test('of a redirect chain that was cross-site stay at home', async () => {
    const { transport, requests } = scripted(({ url }) =>
      url.hostname === 'api.other'
        ? { status: 302, headers: [['location', 'https://app.example/end'], ...generous] }
        : {
            headers: [
              ['access-control-allow-origin', 'null'],
              ['access-control-allow-credentials', 'true'],
            ],
          },
    );
    const agent = createUserAgent({ origin: app, transport });
    await agent.setCookie('https://app.example/', 'strict=1; SameSite=Strict');
    await agent.fetch('https://api.other/', { credentials: 'include' });
    expect(requests).toHaveLength(2);
    expect(sent(requests[1], 'cookie')).toBeUndefined();
  });
});
