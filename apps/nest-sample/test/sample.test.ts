import type { AddressInfo } from 'node:net';

import type { INestApplication } from '@nestjs/common';
import { CorsInspector } from '@routecors/nestjs';
import { createSample as createFastifySample } from 'fastify-sample';
import { createUpstream } from 'fastify-sample/upstream';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { createSample } from '../src/app.ts';

const page = 'https://app.example';
const partner = 'https://partner.example';
const acme = 'https://app.acme.example';
const stranger = 'https://stranger.example';
const local = { port: 0, host: '127.0.0.1' };
const upstream = createUpstream();
let settings: Parameters<typeof createFastifySample>[0];

beforeAll(async () => {
  const address = await upstream.listen(local);
  settings = { pageOrigins: [page], partnerOrigin: partner, upstream: address };
});
afterAll(() => upstream.close());

/** One request, and whether the body must be the same to the letter. */
type Call = readonly [
  method: string,
  path: string,
  match?: 'same body' | 'own body',
  body?: string,
];

const calls: readonly Call[] = [
  ['GET', '/feed', 'same body'],
  ['GET', '/items', 'same body'],
  ['GET', '/items/1', 'same body'],
  ['GET', '/items/99'],
  ['PUT', '/items/7', 'same body', '{"name":"plum"}'],
  ['PUT', '/items/7', 'own body', '{}'],
  ['PUT', '/items/7', 'own body', '{'],
  ['DELETE', '/items/7', 'same body'],
  ['GET', '/session'],
  ['POST', '/session', 'same body', '{}'],
  ['DELETE', '/session', 'same body'],
  ['GET', '/partner/report', 'same body'],
  ['GET', '/tenants/acme/theme', 'same body'],
  ['PUT', '/tenants/acme/theme', 'same body'],
  ['PUT', '/tenants/umbrella/theme', 'same body'],
  ['POST', '/admin/reset', 'same body', '{}'],
  ['POST', '/votes'],
  ['GET', '/v2/items', 'same body'],
  ['PUT', '/v2/items/1', 'same body', '{"name":"plum"}'],
  ['GET', '/events', 'own body'],
  ['GET', '/fail', 'own body'],
  ['GET', '/nothing/here', 'own body'],
  ['GET', '/proxy/weather', 'same body'],
];

describe.each(['express', 'fastify'] as const)('on %s', (platform) => {
  let app: INestApplication;
  let nest: string;
  let fastify: string;
  let reference: ReturnType<typeof createFastifySample>;

  beforeAll(async () => {
    app = await createSample({ ...settings, platform });
    await app.listen(0, '127.0.0.1');
    nest = `http://127.0.0.1:${(app.getHttpServer().address() as AddressInfo).port}`;
    reference = createFastifySample(settings);
    fastify = await reference.listen(local);
  });
  afterAll(() => Promise.all([app.close(), reference.close()]));

  async function ask(base: string, path: string, init: RequestInit) {
    const response = await fetch(base + path, init);
    const headers = Object.fromEntries(
      [...response.headers].filter(
        ([name]) => name === 'vary' || /^(?:access-control|x-(?:total|feed))-/.test(name),
      ),
    );
    return { status: response.status, headers, text: await response.text() };
  }

  describe.each([page, partner, acme, stranger])('from %s', (origin) => {
    test.each(calls.map((call) => [`${call[0]} ${call[1]}`, call] as const))(
      '%s answers as the Fastify sample does',
      async (_, [method, path, match, body]) => {
        const json = body === undefined ? {} : { 'content-type': 'application/json' };
        const init = { method, headers: { origin, ...json }, ...(body !== undefined && { body }) };
        const [mine, theirs] = [await ask(nest, path, init), await ask(fastify, path, init)];
        expect({ ...mine, text: '' }).toEqual({ ...theirs, text: '' });
        if (match === 'same body') expect(mine.text).toBe(theirs.text);
      },
    );

    const asked: readonly Call[] = [...calls, ['DELETE', '/items'], ['DELETE', '/v2/items/1']];
    test.each(asked.map((call) => [`${call[0]} ${call[1]}`, call] as const))(
      'the preflight of %s is answered as the Fastify sample does',
      async (_, [method, path]) => {
        const requested = {
          origin,
          'access-control-request-method': method,
          'access-control-request-headers': 'content-type,x-secret',
        };
        // A proxy is a route in one, and a middleware in the other: the methods are its own.
        const isProxy = path.startsWith('/proxy');
        const answers = await Promise.all(
          [nest, fastify].map((base) => ask(base, path, { method: 'OPTIONS', headers: requested })),
        );
        const [mine, theirs] = answers.map(({ status, headers }) => {
          const { 'access-control-allow-methods': methods, ...rest } = headers;
          return {
            status,
            headers: isProxy ? rest : { ...rest, methods: methods?.split(',').toSorted() },
          };
        });
        expect(mine).toEqual(theirs);
      },
    );
  });

  test('a session comes, stays and goes', async () => {
    const opened = await fetch(`${nest}/session`, { method: 'POST', headers: { origin: page } });
    expect(opened.status).toBe(201);
    const [cookie = ''] = opened.headers.getSetCookie();
    expect(cookie).toMatch(/^session=[^;]+; .*HttpOnly.*SameSite=Lax/i);
    const headers = { origin: page, cookie: cookie.split(';')[0] ?? '' };
    expect(await (await fetch(`${nest}/session`, { headers })).text()).toBe('{"user":"ada"}');
    await fetch(`${nest}/session`, { method: 'DELETE', headers });
    expect((await fetch(`${nest}/session`, { headers })).status).toBe(401);
  });

  test('the events are three', async () => {
    const text = await (await fetch(`${nest}/events`)).text();
    expect(text.match(/data: tick \d/g)).toEqual(['data: tick 1', 'data: tick 2', 'data: tick 3']);
  });

  test('the table of policies is what we meant', () => {
    const shown = app
      .get(CorsInspector)
      .routes()
      .filter(({ method }) => method !== 'HEAD')
      .map(({ method, path, policy }) => `${method} ${path} ${JSON.stringify(policy?.origin)}`);
    expect(shown).toMatchInlineSnapshot(`
      [
        "POST /admin/reset false",
        "GET /events ["https://app.example"]",
        "GET /fail ["https://app.example"]",
        "GET /feed "*"",
        "GET /items ["https://app.example"]",
        "DELETE /items/:id ["https://app.example"]",
        "GET /items/:id ["https://app.example"]",
        "PUT /items/:id ["https://app.example"]",
        "GET /partner/report ["https://partner.example"]",
        "DELETE /session ["https://app.example"]",
        "GET /session ["https://app.example"]",
        "POST /session ["https://app.example"]",
        "GET /tenants/:tenant/theme ["[list tenants]"]",
        "PUT /tenants/:tenant/theme ["[list tenants]"]",
        "GET /v2/items ["https://app.example"]",
        "PUT /v2/items/:id ["https://app.example"]",
        "POST /votes ["https://app.example"]",
      ]
    `);
  });
});
