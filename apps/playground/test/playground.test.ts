import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Playground, startPlayground } from '../src/app.ts';
import type { LoggedExchange } from '../src/wire-log.ts';

let playground: Playground;
beforeAll(async () => {
  playground = await startPlayground({ page: 0, api: 0 });
});
afterAll(() => playground.close());

test('serves every file of the page', async () => {
  const { page } = playground;
  const html = await (await fetch(page)).text();
  const linked = [...html.matchAll(/(?:href|src)="(\/[^"]+)"/g)].map(([, path]) => path);
  expect(linked).toEqual(['/style.css', '/main.js']);
  for (const path of [
    ...linked,
    '/attempt.js',
    '/render.js',
    '/scenarios.js',
    '/stranger.html',
    '/stranger.js',
  ]) {
    const response = await fetch(`${page}${path}`);
    expect([path, response.status]).toEqual([path, 200]);
    expect(response.headers.get('content-type')).not.toBe('text/plain');
  }
});

test('tells an attempt what went over the wire, and why', async () => {
  const { api, page } = playground;
  const sent = await fetch(`${api}/items?attempt=one`, {
    headers: { origin: 'https://stranger.example' },
  });
  expect(sent.status).toBe(200);
  const told = await fetch(`${page}/wire?attempt=one`);
  const [exchange, ...rest] = (await told.json()) as [LoggedExchange, ...LoggedExchange[]];
  expect(rest).toEqual([]);
  expect(exchange.request).toMatchObject({ method: 'GET', url: '/items?attempt=one' });
  expect(exchange.request.lines).toContain('https://stranger.example');
  expect(exchange.response.status).toBe(200);
  expect(exchange.response.lines.map(String)).toContain('Origin');
  expect(exchange.why).toContain('https://stranger.example');
  expect(await (await fetch(`${page}/wire?attempt=two`)).json()).toEqual([]);
});

test('passes bodies and statuses on untouched', async () => {
  const { api } = playground;
  const init = { method: 'PUT', headers: { 'content-type': 'application/json' } };
  const put = await fetch(`${api}/items/9`, { ...init, body: '{"name":"fig"}' });
  expect([put.status, await put.json()]).toEqual([200, { id: '9', name: 'fig' }]);
  expect((await fetch(`${api}/items/9`, { ...init, body: '{}' })).status).toBe(400);
  expect(await (await fetch(`${api}/events`)).text()).toContain('tick 3');
  expect((await fetch(`${api}/items/9`, { method: 'DELETE' })).status).toBe(204);
});
