import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { createSample } from '../src/app.ts';
import { createUpstream } from '../src/upstream.ts';

const page = 'https://app.example';
const partner = 'https://partner.example';
const acme = 'https://app.acme.example';
const stranger = 'https://stranger.example';

let app: FastifyInstance;
let upstream: FastifyInstance;

beforeAll(async () => {
  upstream = createUpstream();
  const address = await upstream.listen({ port: 0, host: '127.0.0.1' });
  app = createSample({ pageOrigins: [page], partnerOrigin: partner, upstream: address });
});
afterAll(() => Promise.all([app.close(), upstream.close()]));

type Method = 'GET' | 'PUT' | 'POST' | 'DELETE';

/** Who may read what, with credentials or without. */
test.each<[Method, string, origin: string, allowed: string | undefined, credentials: boolean]>([
  ['GET', '/feed', stranger, '*', false],
  ['GET', '/items', page, page, true],
  ['GET', '/items', stranger, undefined, false],
  ['GET', '/items/99', page, page, true],
  ['PUT', '/items/1', page, page, true],
  ['GET', '/session', page, page, true],
  ['GET', '/partner/report', partner, partner, false],
  ['GET', '/partner/report', page, undefined, false],
  ['GET', '/tenants/acme/theme', acme, acme, true],
  ['GET', '/tenants/umbrella/theme', acme, undefined, false],
  ['GET', '/tenants/acme/theme', page, undefined, false],
  ['POST', '/admin/reset', page, undefined, false],
  ['GET', '/fail', page, page, true],
  ['GET', '/%zz', page, page, true],
  ['GET', '/v2/items', page, page, true],
  ['GET', '/v2/nothing', page, page, true],
  ['GET', '/events', page, page, true],
  ['GET', '/proxy/weather', page, page, true],
  ['GET', '/proxy/weather', stranger, undefined, false],
])(
  '%s %s from %s is allowed to %s, with credentials: %s',
  async (method, url, origin, allowed, credentials) => {
    const { headers } = await app.inject({ method, url, headers: { origin } });
    expect(headers['access-control-allow-origin']).toBe(allowed);
    expect(headers['access-control-allow-credentials']).toBe(credentials ? 'true' : undefined);
  },
);

/** Which preflights are granted: the method, or nothing. */
test.each<[Method, string, origin: string, status: number, methods: string | undefined]>([
  ['PUT', '/items/1', page, 204, 'GET,HEAD,PUT,DELETE'],
  ['DELETE', '/items/1', stranger, 403, undefined],
  ['PUT', '/tenants/acme/theme', acme, 204, 'GET,HEAD,PUT'],
  ['PUT', '/tenants/umbrella/theme', acme, 403, undefined],
  ['POST', '/admin/reset', page, 403, undefined],
  ['PUT', '/v2/items/1', page, 204, 'PUT'],
  ['DELETE', '/v2/items/1', page, 204, undefined],
  ['GET', '/proxy/weather', page, 204, expect.stringContaining('GET')],
])(
  'the preflight of %s %s from %s is a %s that grants %s',
  async (method, url, origin, status, methods) => {
    const response = await app.inject({
      method: 'OPTIONS',
      url,
      headers: { origin, 'access-control-request-method': method },
    });
    expect(response.statusCode).toBe(status);
    expect(response.headers['access-control-allow-methods']).toEqual(methods);
  },
);

test('the table of policies is what we meant', () => {
  const shown = app
    .corsRoutes()
    .map(({ method, path, policy }) => `${method} ${path} ${JSON.stringify(policy?.origin)}`);
  expect(shown.filter((line) => !/^(?:HEAD|OPTIONS) |proxy/.test(line))).toMatchInlineSnapshot(`
    [
      "POST /admin/reset false",
      "GET /events ["https://app.example"]",
      "GET /fail ["https://app.example"]",
      "GET /feed "*"",
      "GET /inbox ["https://app.example"]",
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
      "GET /ticks ["https://app.example"]",
      "GET /v2/items ["https://app.example"]",
      "PUT /v2/items/:id ["https://app.example"]",
      "POST /votes ["https://app.example"]",
    ]
  `);
});

test('tenants come from the file that is named, also those that are added later', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'routecors-'));
  const tenants = join(folder, 'tenants.json');
  await writeFile(tenants, '[]');
  const own = createSample({
    pageOrigins: [page],
    partnerOrigin: partner,
    upstream: 'http://127.0.0.1:1',
    tenants,
  });
  const ask = async (): Promise<unknown> => {
    const url = '/tenants/acme/theme';
    const { headers } = await own.inject({ url, headers: { origin: acme } });
    return headers['access-control-allow-origin'];
  };
  expect(await ask()).toBeUndefined();
  await writeFile(tenants, JSON.stringify([{ key: 'acme', origin: acme }]));
  await expect.poll(ask, { timeout: 20_000 }).toBe(acme);
  await own.close();
  await rm(folder, { recursive: true });
});
