import { describe, expect, test } from 'vitest';

import { type FetchInit, createUserAgent } from '../src/index.ts';
import { api, generous, page, scripted, sent } from './support/scripted.ts';

const form = new FormData();
form.set('a', 'ü');

/** A body, and the type and text that are sent. */
const bodies: readonly (readonly [
  name: string,
  body: BodyInit,
  type: RegExp | undefined,
  text: RegExp,
])[] = [
  ['a string', 'é', /^text\/plain;charset=UTF-8$/i, /^é$/],
  [
    'URLSearchParams',
    new URLSearchParams({ a: '1 2' }),
    /^application\/x-www-form-urlencoded;charset=UTF-8$/i,
    /^a=1\+2$/,
  ],
  ['a FormData', form, /^multipart\/form-data; boundary=/, /name="a"\r\n\r\nü/],
  ['a typed Blob', new Blob(['{}'], { type: 'application/json' }), /^application\/json$/, /^\{\}$/],
  ['a Blob', new Blob(['x']), undefined, /^x$/],
  ['bytes', new TextEncoder().encode('x'), undefined, /^x$/],
  ['an ArrayBuffer', new TextEncoder().encode('y').buffer, undefined, /^y$/],
];

describe('a request', () => {
  test.each(bodies)('with %s', async (_name, body, type, text) => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    await createUserAgent({ origin: page, transport }).fetch(api, { method: 'POST', body });
    const request = requests.at(-1);
    expect(new TextDecoder().decode(request?.body ?? undefined)).toMatch(text);
    expect(sent(request, 'content-length')).toBe(String(request?.body?.byteLength));
    if (type === undefined) expect(sent(request, 'content-type')).toBeUndefined();
    else expect(sent(request, 'content-type')).toMatch(type);
  });

  test('can be a Request, which init overrides', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    const request = new Request(api, {
      method: 'PUT',
      headers: { 'X-Token': '1', Cookie: 'forged=1' },
      body: '{}',
      credentials: 'include',
      redirect: 'error',
    });
    await agent.fetch(request.clone());
    expect(agent.trace).toMatchObject({ method: 'PUT', credentials: 'include' });
    expect(requests[1]).toMatchObject({ method: 'PUT' });
    expect(sent(requests[1], 'x-token')).toBe('1');
    expect(sent(requests[1], 'cookie')).toBeUndefined();
    expect(new TextDecoder().decode(requests[1]?.body ?? undefined)).toBe('{}');
    await agent.fetch(request, { method: 'POST', headers: {}, body: 'other', credentials: 'omit' });
    expect(agent.trace).toMatchObject({ method: 'POST', credentials: 'omit' });
    expect(new TextDecoder().decode(requests.at(-1)?.body ?? undefined)).toBe('other');
  });

  // (Fetch, "new Request(input, init)", step 13)
  test('that init changes is sent in the name of the page that changes it', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, url: `${page}/doc`, transport });
    const request = new Request(`${page}/own`, { referrer: '', referrerPolicy: 'origin' });
    await agent.fetch(request);
    await agent.fetch(request, null as never);
    await agent.fetch(request, {});
    await agent.fetch(request, { cache: 'no-store' });
    await agent.fetch(request, { referrerPolicy: 'origin' });
    expect(requests.map((each) => sent(each, 'referer'))).toEqual([
      undefined,
      undefined,
      undefined,
      `${page}/doc`,
      `${page}/`,
    ]);
  });

  // (Fetch, "new Request(input, init)", steps 29 and 30)
  test('gives up with its own signal, unless init has another or none', async () => {
    const { transport, log } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    const aborted = new Request(`${page}/own`, { signal: AbortSignal.abort() });
    await expect(agent.fetch(aborted)).rejects.toMatchObject({ name: 'AbortError' });
    expect(log).toEqual([]);
    await agent.fetch(aborted, { signal: null });
    await agent.fetch(aborted, { signal: new AbortController().signal });
    expect(log).toHaveLength(2);
  });

  const refused: readonly (readonly [name: string, input: string, init: FetchInit])[] = [
    ['no URL', 'https://[', {}],
    ['user info', 'https://u:p@api.example/', {}],
    ['a forbidden method', api, { method: 'TrAcE' }],
    ['CONNECT', api, { method: 'CONNECT' }],
    ['no method', api, { method: 'a b' }],
    ['an empty method', api, { method: '' }],
    ['a body on GET', api, { body: 'a' }],
    ['a body on HEAD', api, { method: 'HEAD', body: '' }],
    ['mode navigate', api, { mode: 'navigate' }],
    ['an unknown mode', api, { mode: 'websocket' as never }],
    ['unknown credentials', api, { credentials: 'yes' as never }],
    ['an unknown redirect mode', api, { redirect: '' as never }],
    ['an unknown referrer policy', api, { referrerPolicy: 'none' as never }],
    ['no-cors with PUT', api, { mode: 'no-cors', method: 'PUT' }],
    ['only-if-cached', api, { cache: 'only-if-cached' }],
    ['a referrer that is no URL', api, { referrer: 'https://[' }],
    ['a stream without duplex', api, { method: 'POST', body: new ReadableStream() }],
    ['a bad header', api, { headers: { 'a b': '1' } }],
    ['a window', api, { window: {} as never }],
  ];
  test.each(refused)('with %s is a TypeError, and nothing is sent', async (_name, input, init) => {
    const { transport, log } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    await expect(agent.fetch(input, init)).rejects.toThrow(TypeError);
    expect(agent.trace?.failed).toMatchObject({
      step: 'request-constructor',
      code: 'request-invalid',
    });
    expect(log).toEqual([]);
  });

  const blocked: readonly (readonly [input: string, init: FetchInit, code: string])[] = [
    ['https://api.example:6667/', {}, 'port-blocked'],
    ['http://api.example/', {}, 'mixed-content'],
    [api, { mode: 'same-origin' }, 'mode-same-origin'],
    [api, { mode: 'no-cors', redirect: 'manual' }, 'mode-no-cors-redirect'],
    ['ftp://api.example/', {}, 'scheme-blocked'],
    ['blob:https://api.example/1', {}, 'scheme-blocked'],
    ['/own', { mode: 'same-origin', cache: 'only-if-cached' }, 'only-if-cached'],
  ];
  test.each(blocked)('for %s with %j is blocked: %s', async (input, init, code) => {
    const { transport, log } = scripted(() => ({ headers: generous }));
    const { trace, error } = await createUserAgent({ origin: page, transport }).attempt(
      input,
      init,
    );
    expect(trace.failed?.code).toBe(code);
    expect(error).toBeInstanceOf(TypeError);
    expect(log).toEqual([]);
  });

  test('with a stream is preflighted, and refused by HTTP/1', async () => {
    const { transport, log } = scripted(() => ({ headers: generous }));
    const body = new Blob(['x']).stream();
    const agent = createUserAgent({ origin: page, transport });
    const { trace } = await agent.attempt(api, { method: 'POST', body, duplex: 'half' });
    expect(trace.failed?.code).toBe('stream-body');
    expect(log).toEqual([`OPTIONS ${api}`]);
  });

  test.each([
    ['delete', 'DELETE'],
    ['Options', 'OPTIONS'],
    ['patch', 'patch'],
    ['Chicken', 'Chicken'],
  ])('%s goes out as %s', async (method, expected) => {
    const { transport, requests } = scripted(() => ({}));
    await createUserAgent({ origin: page, transport }).fetch('/own', { method });
    expect(requests[0]?.method).toBe(expected);
  });

  /** Method, mode, URL: the Origin header that goes along. */
  const origins: readonly (readonly [
    method: string,
    mode: RequestMode,
    url: string,
    policy: ReferrerPolicy,
    origin: string | undefined,
  ])[] = [
    ['GET', 'cors', '/own', '', undefined],
    ['HEAD', 'cors', '/own', '', undefined],
    ['POST', 'cors', '/own', 'no-referrer', page],
    ['GET', 'cors', api, 'no-referrer', page],
    ['GET', 'no-cors', api, '', undefined],
    ['POST', 'no-cors', api, '', page],
    ['POST', 'no-cors', api, 'no-referrer', 'null'],
    ['POST', 'no-cors', api, 'same-origin', 'null'],
    ['POST', 'no-cors', 'http://localhost/', '', 'null'],
    ['POST', 'no-cors', 'http://localhost/', 'unsafe-url', page],
    ['POST', 'same-origin', '/own', 'same-origin', page],
  ];
  test.each(origins)(
    '%s, %s, to %s under "%s" has the Origin %s',
    async (method, mode, url, referrerPolicy, origin) => {
      const { transport, requests } = scripted(() => ({ headers: generous }));
      await createUserAgent({ origin: page, transport }).attempt(url, {
        method,
        mode,
        referrerPolicy,
      });
      expect(sent(requests[0], 'origin')).toBe(origin);
    },
  );

  /** What the Referer of a page says on its own origin, on another, and on one that is less secure. (Referrer Policy, section 8.4) */
  const full = 'http://localhost/doc?q';
  const short = 'http://localhost/';
  const referrers: readonly (readonly [
    policy: ReferrerPolicy,
    own: string | undefined,
    cross: string | undefined,
    downgrade: string | undefined,
  ])[] = [
    ['', full, short, undefined],
    ['no-referrer', undefined, undefined, undefined],
    ['no-referrer-when-downgrade', full, full, undefined],
    ['origin', short, short, short],
    ['origin-when-cross-origin', full, short, short],
    ['same-origin', full, undefined, undefined],
    ['strict-origin', short, short, undefined],
    ['strict-origin-when-cross-origin', full, short, undefined],
    ['unsafe-url', full, full, full],
  ];
  test.each(referrers)(
    'under "%s" refers to itself with %s, to others with %s, to lesser ones with %s',
    async (referrerPolicy, ...expected) => {
      const { transport, requests } = scripted(() => ({
        headers: [['access-control-allow-origin', '*']],
      }));
      const agent = createUserAgent({ origin: 'http://localhost', url: `${full}#f`, transport });
      for (const url of ['/own', api, 'http://api.example/']) {
        await agent.fetch(url, { referrerPolicy });
      }
      expect(requests.map((request) => sent(request, 'referer'))).toEqual(expected);
    },
  );

  test('takes a referrer of the page’s own origin, and none that is empty', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch('/own', { referrer: '/elsewhere' });
    await agent.fetch('/own', { referrer: '' });
    await agent.fetch('/own', { referrer: 'https://evil.example/' });
    await agent.fetch('/own', { referrer: `${page}/${'x'.repeat(5_000)}` });
    expect(requests.map((request) => sent(request, 'referer'))).toEqual([
      `${page}/elsewhere`,
      undefined,
      `${page}/`,
      `${page}/`,
    ]);
  });

  // (wpt: fetch/api/basic/accept-header)
  test('says that it takes anything, in English, unless the page says otherwise', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch('/own');
    await agent.fetch('/own', { headers: { accept: 'a/b', 'accept-language': 'de' } });
    expect(requests.map((each) => [sent(each, 'accept'), sent(each, 'accept-language')])).toEqual([
      ['*/*', 'en-US,en;q=0.9'],
      ['a/b', 'de'],
    ]);
  });

  test('of a sandboxed page is anonymous', async () => {
    const { transport, requests } = scripted(() => ({
      headers: [['access-control-allow-origin', 'null']],
    }));
    const response = await createUserAgent({ origin: 'null', transport }).fetch(api);
    expect(response.type).toBe('cors');
    expect([sent(requests[0], 'origin'), sent(requests[0], 'referer')]).toEqual([
      'null',
      undefined,
    ]);
  });

  test('asks for no cache with the headers that browsers use', async () => {
    const { transport, requests } = scripted(() => ({ headers: generous }));
    const agent = createUserAgent({ origin: page, transport });
    await agent.fetch(api, { cache: 'no-store' });
    await agent.fetch(api, { cache: 'no-cache', headers: { range: 'bytes=0-' } });
    expect([sent(requests[0], 'pragma'), sent(requests[0], 'cache-control')]).toEqual([
      'no-cache',
      'no-cache',
    ]);
    expect([sent(requests[1], 'cache-control'), sent(requests[1], 'accept-encoding')]).toEqual([
      'max-age=0',
      'identity',
    ]);
  });

  test.each([
    'app.example',
    `${page}/`,
    'HTTPS://app.example',
    'https://app.example:443',
    '*',
    'https://*.example',
  ])('from %s cannot be: that is no origin', (origin) => {
    expect(() => createUserAgent({ origin })).toThrow(/is no origin as browsers send it/);
  });
});
