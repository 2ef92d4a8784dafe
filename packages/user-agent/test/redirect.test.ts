import { describe, expect, test } from 'vitest';

import { type FailureCode, type HeaderLines, createUserAgent } from '../src/index.ts';
import { page, scripted, sent } from './support/scripted.ts';

const open: HeaderLines = [
  ['access-control-allow-origin', '*'],
  ['access-control-allow-headers', '*, authorization'],
  ['access-control-allow-methods', '*'],
];
const forNull: HeaderLines = [['access-control-allow-origin', 'null'], ...open.slice(1)];
const own = `${page}/start`;
const api = 'https://api.example/start';
const other = 'https://other.example/end';

/** Where a fetch begins, where it is sent to, and the origin that the target gets to see. */
const tainting: readonly (readonly [name: string, from: string, to: string, origin: string])[] = [
  ['same origin to same origin', own, `${page}/end`, 'none'],
  ['same origin to another', own, other, page],
  ['another origin to itself', api, 'https://api.example/end', page],
  ['another origin to a third', api, other, 'null'],
  ['another origin back home', api, `${page}/end`, 'null'],
  ['another origin to another port of it', api, 'https://api.example:8443/end', 'null'],
  ['another origin to its http twin', 'http://localhost/a', 'http://localhost:81/b', 'null'],
];

/** (Fetch, "HTTP-redirect fetch"; wpt: fetch/api/cors/cors-redirect*, cors/redirect-*, xhr/access-control-and-redirects*) */
describe('redirects', () => {
  test.each(tainting)('%s: %s to %s shows the origin %s', async (_name, from, to, origin) => {
    const { transport, requests } = scripted(({ url }) =>
      url.href === from ? { status: 302, headers: [['location', to], ...open] } : { headers: open },
    );
    const agent = createUserAgent({ origin: page, transport });
    const response = await agent.fetch(from);
    expect(sent(requests.at(-1), 'origin') ?? 'none').toBe(origin);
    expect(response).toMatchObject({ url: to, redirected: true });
  });

  test.each([301, 302, 303, 307, 308])(
    '%i asks anew for a preflight, for the origin that is left',
    async (status) => {
      const { transport, log, requests } = scripted(({ url, method }) =>
        url.href === api && method !== 'OPTIONS'
          ? { status, headers: [['location', other], ...open] }
          : { status: 200, headers: url.href === api ? open : forNull },
      );
      const agent = createUserAgent({ origin: page, transport });
      await agent.fetch(api, { headers: { 'x-token': '1' } });
      expect(log).toEqual([`OPTIONS ${api}`, `GET ${api}`, `OPTIONS ${other}`, `GET ${other}`]);
      expect(sent(requests[2], 'origin')).toBe('null');
    },
  );

  const rewritten: readonly (readonly [number, string, string])[] = [
    [301, 'POST', 'GET'],
    [302, 'POST', 'GET'],
    [303, 'POST', 'GET'],
    [303, 'PUT', 'GET'],
    [303, 'HEAD', 'HEAD'],
    [301, 'PUT', 'PUT'],
    [302, 'DELETE', 'DELETE'],
    [307, 'POST', 'POST'],
    [308, 'PUT', 'PUT'],
  ];
  test.each(rewritten)('%i turns %s into %s', async (status, method, expected) => {
    const { transport, requests } = scripted(({ url }) =>
      url.pathname === '/start' ? { status, headers: [['Location', '/end']] } : {},
    );
    const agent = createUserAgent({ origin: page, transport });
    const body = method === 'HEAD' ? null : 'a';
    await agent.fetch('/start', { method, body });
    const last = requests.at(-1);
    expect(last?.method).toBe(expected);
    const keepsBody = expected === method && body !== null;
    expect(last?.body === null ? null : new TextDecoder().decode(last?.body)).toBe(
      keepsBody ? 'a' : null,
    );
    expect(sent(last, 'content-type') !== undefined).toBe(keepsBody);
  });

  test('Authorization stays with the origin it was meant for', async () => {
    const { transport, requests } = scripted(({ url, method }) =>
      url.href === own && method === 'GET'
        ? { status: 302, headers: [['location', other]] }
        : { headers: open },
    );
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch(own, { headers: { Authorization: 'x', Accept: 'a/b' } });
    expect(requests.map((request) => sent(request, 'authorization'))).toEqual(['x', undefined]);
    expect(sent(requests[1], 'accept')).toBe('a/b');
  });

  /** A Location as bytes, one a character, and where it leads. (wpt: fetch/api/redirect/redirect-location-escape) */
  const bytes: readonly (readonly [location: string, target: string])[] = [
    ['/caf\u00c3\u00a9?q=\u00c3\u00a9', 'https://api.example/caf%C3%A9?q=%C3%A9'],
    ['/\u00ff?\u00ff', 'https://api.example/%FF?%FF'],
    ['/%c3%a9%\u00c3\u00a9', 'https://api.example/%c3%a9%%C3%A9'],
    ['https://b\u00c3\u00bc.example/', 'https://xn--b-eha.example/'],
  ];
  test.each(bytes)('the bytes %j lead to %s', async (location, target) => {
    const { transport, log } = scripted(({ url }) =>
      url.href === api ? { status: 302, headers: [['location', location], ...open] } : {},
    );
    await createUserAgent({ origin: page, transport }).attempt(api);
    expect(log).toEqual([`GET ${api}`, `GET ${target}`]);
  });

  const refused: readonly (readonly [
    name: string,
    from: string,
    location: string,
    code: FailureCode,
  ])[] = [
    ['user info on another origin', own, 'https://u:p@other.example/', 'redirect-credentials'],
    ['user info on the way home', api, 'https://u:p@app.example/', 'redirect-credentials'],
    ['a user name alone', api, 'https://u@other.example/', 'redirect-credentials'],
    ['data:', api, 'data:,x', 'redirect-scheme'],
    ['file:', own, 'file:///etc/passwd', 'redirect-scheme'],
    ['ftp:', api, 'ftp://other.example/', 'redirect-scheme'],
    ['javascript:', own, 'javascript:alert(1)', 'redirect-scheme'],
    ['no URL', api, 'https://[', 'redirect-location-invalid'],
    ['a bad port', api, 'https://other.example:25/', 'port-blocked'],
    ['http: from a page on https:', own, 'http://other.example/', 'mixed-content'],
  ];
  test.each(refused)('%s is not followed: %s to %s', async (_name, from, location, code) => {
    const { transport, log } = scripted(() => ({
      status: 302,
      headers: [['location', location], ...open],
    }));
    const { trace } = await createUserAgent({ origin: page, transport }).attempt(from);
    expect(trace.failed?.code).toBe(code);
    expect(log).toHaveLength(1);
    expect(JSON.stringify(trace.failed)).not.toContain('u:p@');
  });

  test('user info on the page’s own origin is followed', async () => {
    const { transport } = scripted(({ url }) =>
      url.pathname === '/start'
        ? { status: 302, headers: [['location', 'https://u:p@app.example/end']] }
        : {},
    );
    const response = await createUserAgent({ origin: page, transport }).fetch('/start');
    expect(response.status).toBe(200);
  });

  test('20 redirects are followed, the 21st is not', async () => {
    const loop = (last: number) =>
      scripted(({ url }) => {
        const n = Number(url.searchParams.get('n'));
        return n === last ? {} : { status: 302, headers: [['location', `?n=${n + 1}`]] };
      });
    const short = loop(20);
    const agent = createUserAgent({ origin: page, transport: short.transport });
    expect((await agent.fetch('/?n=0')).redirected).toBe(true);
    const long = loop(21);
    const { trace } = await createUserAgent({ origin: page, transport: long.transport }).attempt(
      '/?n=0',
    );
    expect(trace.failed?.code).toBe('redirect-loop');
    expect(long.log).toHaveLength(21);
  });

  test('the redirect itself must pass the CORS check', async () => {
    const { transport, log } = scripted(() => ({ status: 302, headers: [['location', other]] }));
    const { trace } = await createUserAgent({ origin: page, transport }).attempt(api);
    expect(trace.failed).toMatchObject({ step: 'cors-check', code: 'allow-origin-missing' });
    expect(log).toEqual([`GET ${api}`]);
  });

  test('fragments are inherited, and not shown', async () => {
    const { transport, log } = scripted(({ url }) =>
      url.pathname === '/start' ? { status: 302, headers: [['location', '/end?a']] } : {},
    );
    const response = await createUserAgent({ origin: page, transport }).fetch('/start#f');
    expect(response.url).toBe(`${page}/end?a`);
    expect(log).toEqual([`GET ${page}/start`, `GET ${page}/end?a`]);
  });

  test.each([300, 304, 305, 306])('%i is no redirect', async (status) => {
    const { transport } = scripted(() => ({ status, headers: [['location', other], ...open] }));
    const response = await createUserAgent({ origin: page, transport }).fetch(api);
    expect(response.status).toBe(status);
  });

  test('without a Location it is a response like any other', async () => {
    const { transport } = scripted(() => ({ status: 302, headers: open, body: 'here' }));
    const response = await createUserAgent({ origin: page, transport }).fetch(api);
    expect([response.status, await response.text()]).toEqual([302, 'here']);
  });

  test("redirect: 'error' and 'manual'", async () => {
    const { transport, log } = scripted(() => ({
      status: 302,
      headers: [['location', other], ...open],
    }));
    const agent = createUserAgent({ origin: page, transport });
    const { trace } = await agent.attempt(api, { redirect: 'error' });
    expect(trace.failed?.code).toBe('redirect-mode-error');
    const response = await agent.fetch(api, { redirect: 'manual' });
    expect(response).toMatchObject({ type: 'opaqueredirect', status: 0, url: api, body: null });
    expect([...response.headers]).toEqual([]);
    expect(log).toHaveLength(2);
  });

  test('Referrer-Policy on the way changes what the target sees', async () => {
    const { transport, requests } = scripted(({ url }) =>
      url.href === own
        ? {
            status: 302,
            headers: [
              ['location', other],
              ['referrer-policy', 'nonsense, no-referrer'],
            ],
          }
        : { headers: open },
    );
    await createUserAgent({ origin: page, url: `${page}/doc`, transport }).fetch(own);
    expect(requests.map((request) => sent(request, 'referer'))).toEqual([`${page}/doc`, undefined]);
  });
});

/** (Fetch, "serializing a request origin"): who lost the origin is another's to mend in each case. */
test.each<[name: string, origin: string, first: string, says: string]>([
  ['a redirect', 'https://app.example', 'https://a.example/', 'redirect within its own origin'],
  ['a sandboxed frame', 'null', 'https://b.example/', 'sandbox="allow-same-origin"'],
])('the fix for null, where %s made it so', async (_name, origin, first, says) => {
  const { transport } = scripted(({ url }) =>
    url.hostname === 'a.example'
      ? {
          status: 302,
          headers: [
            ['location', 'https://b.example/'],
            ['access-control-allow-origin', '*'],
          ],
        }
      : { headers: [['access-control-allow-origin', 'https://app.example']] },
  );
  const { trace } = await createUserAgent({ origin, transport }).attempt(first);
  expect(trace.failed?.code).toBe('allow-origin-mismatch');
  expect(trace.failed?.fix.routecors).toContain(says);
});
