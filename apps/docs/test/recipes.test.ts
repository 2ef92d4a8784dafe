import type { FetchInit } from '@routecors/user-agent';
import type { FastifyInstance } from 'fastify';
import '@routecors/user-agent/vitest';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { bootRecipe, pageOf } from './support/boot-recipe.ts';

process.env.ORIGINS = 'https://app.example https://admin.example';

const app = 'https://app.example';
const evil = 'https://evil.example';
const put = { method: 'PUT', headers: { 'content-type': 'application/json' }, body: '{}' } as const;
const include = { credentials: 'include' } as const;

/** Recipe, page, path, call, and the step that blocks it; `undefined` where the page may read. */
const calls: readonly (readonly [
  recipe: string,
  origin: string,
  path: string,
  init: FetchInit,
  blockedAt: 'cors-check' | 'cors-preflight-fetch' | undefined,
])[] = [
  ['recipes/previews', app, '/me', include, undefined],
  ['recipes/previews', 'https://pr-7.preview.example', '/me', include, undefined],
  ['recipes/previews', 'https://preview.example', '/me', include, 'cors-check'],
  ['recipes/previews', 'https://shop-git-x-acme.vercel.app', '/catalog', {}, undefined],
  ['recipes/previews', 'https://shop-git-x-acme.vercel.app', '/catalog', include, 'cors-check'],
  ['recipes/previews', 'https://shop-git-x-acme.vercel.app', '/me', include, 'cors-check'],
  ['recipes/previews', 'https://shop-git-x-evil.vercel.app', '/catalog', {}, 'cors-check'],

  ['recipes/environments', app, '/me', { ...put, ...include }, undefined],
  ['recipes/environments', 'https://admin.example', '/me', { ...put, ...include }, undefined],
  ['recipes/environments', 'http://localhost:5173', '/me', put, 'cors-check'],

  [
    'recipes/tenants',
    'https://shop.acme.example',
    '/t/acme/items',
    { ...put, ...include },
    undefined,
  ],
  ['recipes/tenants', 'https://shop.acme.example', '/t/plum/items', put, 'cors-check'],
  ['recipes/tenants', evil, '/t/acme/items', put, 'cors-check'],

  ['recipes/web-views', 'capacitor://localhost', '/notes', put, undefined],
  ['recipes/web-views', 'https://localhost', '/notes', put, undefined],
  ['recipes/web-views', 'tauri://localhost', '/notes', put, undefined],
  ['recipes/web-views', 'ionic://localhost', '/notes', put, 'cors-check'],

  [
    'recipes/extension',
    'moz-extension://0a1b2c3d-0000-4000-8000-000000000000',
    '/bookmarks',
    put,
    undefined,
  ],
  [
    'recipes/extension',
    'chrome-extension://abcdefghijklmnopabcdefghijklmnop',
    '/bookmarks',
    put,
    undefined,
  ],
  [
    'recipes/extension',
    'chrome-extension://ponmlkjihgfedcbaponmlkjihgfedcba',
    '/bookmarks',
    put,
    'cors-check',
  ],

  ['recipes/proxy', app, '/weather/today', { headers: { 'x-units': 'c' } }, undefined],
  ['recipes/proxy', evil, '/weather/today', {}, 'cors-check'],

  ['recipes/events', app, '/events', include, undefined],
  ['recipes/events', evil, '/events', include, 'cors-check'],

  ['recipes/files', evil, '/files/logo.svg', {}, undefined],
  ['recipes/files', evil, '/files/no.svg', {}, undefined],

  ['recipes/headers', evil, '/items', {}, 'cors-check'],

  ['recipes/cdn', app, '/prices', {}, undefined],
  ['recipes/cdn', 'https://admin.example', '/prices', {}, undefined],
  ['recipes/cdn', evil, '/prices', {}, 'cors-check'],
  ['recipes/cdn', evil, '/logo', {}, undefined],
];

const apps = new Map<string, FastifyInstance>();
let upstream: FastifyInstance;

beforeAll(async () => {
  const { default: Fastify } = await import('fastify');
  upstream = Fastify();
  upstream.get('/today', async ({ headers }) => ({
    units: headers['x-units'] ?? null,
    cookie: headers.cookie ?? null,
  }));
  process.env.WEATHER_URL = await upstream.listen({ host: '127.0.0.1', port: 0 });
  for (const name of new Set(calls.map(([recipe]) => recipe))) {
    apps.set(name, await bootRecipe(name.replace('recipes/', '')));
  }
});
afterAll(async () => {
  for (const server of apps.values()) await server.close();
  await upstream.close();
});

test.each(calls)('%s: %s asks for %s', async (recipe, origin, path, init, blockedAt) => {
  const server = apps.get(recipe);
  if (server === undefined) throw new Error(`${recipe} was not booted.`);
  const page = pageOf(server, origin);
  const outcome = await page.attempt(`https://api.example${path}`, init);
  if (blockedAt === undefined) await expect(outcome).toAllowCors();
  else await expect(outcome).toBlockCors({ step: blockedAt });
});

test('the proxy answers for the service, and keeps cookies to itself', async () => {
  const server = apps.get('recipes/proxy') as FastifyInstance;
  const page = pageOf(server, app);
  await page.setCookie('https://api.example/', 'sid=1; Secure; SameSite=None; Path=/');
  const init = { ...include, headers: { 'x-units': 'c' } };
  const response = await page.fetch('https://api.example/weather/today', init);
  expect(await response.json()).toEqual({ units: 'c', cookie: null });
});

test('events are readable as they come', async () => {
  const page = pageOf(apps.get('recipes/events') as FastifyInstance, app);
  const response = await page.fetch('https://api.example/events', include);
  expect(response.headers.get('content-type')).toBe('text/event-stream');
  expect((await response.text()).split('\n\n')).toEqual([
    'id: 1\ndata: tick 1',
    'id: 2\ndata: tick 2',
    'id: 3\ndata: tick 3',
    '',
  ]);
});

test('a file can be embedded, and read in pieces', async () => {
  const page = pageOf(apps.get('recipes/files') as FastifyInstance, app);
  const url = 'https://api.example/files/logo.svg';
  expect((await page.fetch(url, { mode: 'no-cors' })).type).toBe('opaque');
  const piece = await page.fetch(url, { headers: { range: 'bytes=0-3' } });
  expect([piece.status, await piece.text()]).toEqual([206, '<svg']);
  expect(piece.headers.get('content-range')).toMatch(/^bytes 0-3\/\d+$/);
  expect(piece.headers.get('etag')).not.toBeNull();
});

test('a page reads how many there are, what comes next, and when to come back', async () => {
  const page = pageOf(apps.get('recipes/headers') as FastifyInstance, app);
  const url = 'https://api.example/items';
  const answers = [await page.fetch(url), await page.fetch(url), await page.fetch(url)];
  const last = answers.at(-1);
  expect(answers[0]?.headers.get('x-total-count')).toBe('42');
  expect(answers[0]?.headers.get('link')).toBe('</items?page=2>; rel="next"');
  expect([last?.status, last?.headers.get('x-ratelimit-remaining')]).toEqual([429, '0']);
  expect(Number(last?.headers.get('retry-after'))).toBeGreaterThan(0);
});

test.each([
  ['/prices', 'Origin'],
  ['/logo', null],
])('what an <img> of %s leaves in a cache serves the page, too: Vary is %s', async (path, vary) => {
  const server = apps.get('recipes/cdn') as FastifyInstance;
  expect((await server.inject(path)).headers['vary'] ?? null).toBe(vary);
  const page = pageOf(server, app, { httpCache: true });
  await page.attempt(`https://api.example${path}`, { mode: 'no-cors' });
  await expect(page.fetch(`https://api.example${path}`)).toAllowCors();
});
