import { describe, expect, test } from 'vitest';

import { type HeaderLines, createUserAgent } from '../src/index.ts';
import { api, page, scripted } from './support/scripted.ts';
import { exposeHeadersCases } from './tables/expose-headers.ts';

const seven = [
  'cache-control',
  'content-language',
  'content-length',
  'content-type',
  'expires',
  'last-modified',
  'pragma',
];

function answering(headers: HeaderLines, status = 200, body = 'text') {
  const { transport } = scripted(() => ({ status, statusText: 'Très bien', headers, body }));
  return createUserAgent({ origin: page, transport });
}

describe('Access-Control-Expose-Headers', () => {
  test.each(exposeHeadersCases)(
    '$lines with credentials $credentials exposes: $exposed',
    async ({ lines, credentials, exposed }) => {
      const agent = answering([
        ['access-control-allow-origin', page],
        ['access-control-allow-credentials', 'true'],
        ...lines.map((value) => ['access-control-expose-headers', value] as const),
        ['BB-8', 'hey'],
      ]);
      const response = await agent.fetch(api, { credentials: credentials ?? 'omit' });
      expect(response.headers.get('bb-8')).toBe(exposed ? 'hey' : null);
    },
  );

  test('seven headers need none, Set-Cookie gets none', async () => {
    const lines = [...seven, 'set-cookie', 'set-cookie2', 'x-other'].map(
      (name) => [name, '1'] as const,
    );
    const agent = answering([
      ['access-control-allow-origin', '*'],
      ['access-control-expose-headers', 'set-cookie, set-cookie2, *'],
      ...lines,
    ]);
    const { headers } = await agent.fetch(api);
    expect([...headers.keys()]).toEqual(
      [
        'access-control-allow-origin',
        'access-control-expose-headers',
        ...seven,
        'x-other',
      ].toSorted(),
    );

    const closed = answering([['access-control-allow-origin', '*'], ...lines]);
    expect([...(await closed.fetch(api)).headers.keys()]).toEqual(seven);
  });

  test('repeated lines are joined', async () => {
    const agent = answering([
      ['access-control-allow-origin', '*'],
      ['cache-control', 'a'],
      ['Cache-Control', 'b'],
    ]);
    expect((await agent.fetch(api)).headers.get('cache-control')).toBe('a, b');
  });
});

describe('a response', () => {
  const statuses = [200, 204, 205, 304, 401, 404, 500, 599, 600, 999];
  test.each(statuses)('of status %i reaches the page', async (status) => {
    const response = await answering([['access-control-allow-origin', '*']], status).fetch(api);
    expect(response).toBeInstanceOf(Response);
    expect(response).toMatchObject({
      type: 'cors',
      status,
      statusText: 'Très bien',
      ok: status < 300,
      url: api,
      redirected: false,
    });
    expect(await response.text()).toBe([204, 205, 304].includes(status) ? '' : 'text');
  });

  test('of the page’s own origin is basic: all headers but Set-Cookie', async () => {
    const agent = answering([
      ['X-Any', '1'],
      ['Set-Cookie', 'a=b'],
    ]);
    const response = await agent.fetch('/own#f');
    expect(response).toMatchObject({ type: 'basic', url: `${page}/own` });
    expect([...response.headers]).toEqual([['x-any', '1']]);
  });

  test('is immutable, and its clone the same', async () => {
    const response = await answering([['access-control-allow-origin', '*']], 600).fetch(api);
    const clone = response.clone();
    for (const { headers } of [response, clone]) {
      expect(() => headers.set('a', 'b')).toThrow(TypeError);
      expect(() => headers.append('a', 'b')).toThrow(TypeError);
      expect(() => headers.delete('content-type')).toThrow(TypeError);
    }
    expect(clone).toMatchObject({ type: 'cors', status: 600, url: api });
    expect([await clone.text(), await response.text()]).toEqual(['text', 'text']);
    expect(response.bodyUsed).toBe(true);
  });

  test('to HEAD has no body', async () => {
    const response = await answering([['access-control-allow-origin', '*']]).fetch(api, {
      method: 'HEAD',
    });
    expect(response.body).toBeNull();
  });

  test("to mode: 'no-cors' is opaque, unless Cross-Origin-Resource-Policy forbids it", async () => {
    const opaque = await answering([['x-any', '1']]).fetch(api, { mode: 'no-cors' });
    expect(opaque).toMatchObject({
      type: 'opaque',
      status: 0,
      statusText: '',
      url: '',
      ok: false,
      body: null,
    });
    expect([...opaque.headers]).toEqual([]);
    const policies: readonly (readonly [string, string, boolean])[] = [
      ['same-origin', api, false],
      ['same-site', api, false],
      ['same-site', 'https://api.app.example/', true],
      ['cross-origin', api, true],
      ['Same-Origin', api, true],
      ['same-origin, same-site', api, true],
    ];
    for (const [policy, url, allowed] of policies) {
      const agent = createUserAgent({
        origin: 'https://www.app.example',
        transport: scripted(() => ({ headers: [['cross-origin-resource-policy', policy]] }))
          .transport,
      });
      const { trace } = await agent.attempt(url, { mode: 'no-cors' });
      expect([policy, url, trace.failed === null]).toEqual([policy, url, allowed]);
    }
  });

  test('of status 407 is a network error', async () => {
    const { trace } = await answering([['access-control-allow-origin', '*']], 407).attempt(api);
    expect(trace.failed?.code).toBe('proxy-authentication');
  });

  // (Fetch, "HTTP-network-or-cache fetch", step 16; wpt: fetch/api/basic/request-upload)
  test.each([
    [[421, 200], 200],
    [[421, 421, 200], 421],
  ])('of status %j, one after the other, is asked for twice and is %d', async (answers, last) => {
    const left = [...answers];
    const { transport, requests } = scripted(() => ({
      status: left.shift() ?? 500,
      headers: [['access-control-allow-origin', '*']],
    }));
    const init = { method: 'POST', body: 'again' };
    const response = await createUserAgent({ origin: page, transport }).fetch(api, init);
    expect(response.status).toBe(last);
    expect(requests.map(({ body }) => new TextDecoder().decode(body ?? undefined))).toEqual([
      'again',
      'again',
    ]);
  });

  test('may stand in the URL itself', async () => {
    const response = await createUserAgent({ origin: page }).fetch('data:text/plain,hello');
    expect([response.type, await response.text()]).toEqual(['basic', 'hello']);
    const head = { method: 'HEAD' };
    const empty = await createUserAgent({ origin: page }).fetch('data:text/plain,hello', head);
    expect([empty.headers.get('content-type'), await empty.text()]).toEqual(['text/plain', '']);
  });
});
