import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Playground, startPlayground } from '../src/app.ts';
import type { Verdict } from '../src/model.ts';
import type { WireExchange } from '../src/relay.ts';

interface Told {
  readonly exchanges: readonly WireExchange[];
  readonly verdict: Verdict;
}

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
    '/forge.js',
    '/own.js',
    '/stranger-frame.js',
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

test('sends whoever comes by address to the name that the servers know', async () => {
  const address = playground.page.replace('localhost', '127.0.0.1');
  const response = await fetch(address, { redirect: 'manual' });
  expect([response.status, response.headers.get('location')]).toEqual([302, `${playground.page}/`]);
  expect((await fetch(`${address}/stranger.html`, { redirect: 'manual' })).status).toBe(200);
});

test('tells an attempt what went over the wire, and which step failed', async () => {
  const { page, servers } = playground;
  expect(servers.map(({ name }) => name)).toEqual([
    'Fastify',
    'Nest on Express',
    'Nest on Fastify',
  ]);
  const origin = 'https://stranger.example';
  for (const { name, api } of servers) {
    const url = `${api}/items?attempt=${encodeURIComponent(name)}`;
    expect((await fetch(url, { headers: { origin } })).status).toBe(200);
    const told = await fetch(`${page}/wire`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ id: name, origin, url }),
    });
    const { exchanges, verdict } = (await told.json()) as Told;
    expect(exchanges).toHaveLength(1);
    expect(exchanges[0]?.request.lines).toContain(origin);
    expect(exchanges[0]?.response.status).toBe(200);
    expect(verdict.readable).toBe(false);
    expect(verdict.steps.at(-1)).toMatchObject({ passed: false });
    expect(verdict.steps.at(-1)?.lines.join(' ')).toMatch(
      /Access-Control-Allow-Origin.*Fix: .*origin/s,
    );
  }
});

test('passes bodies and statuses on untouched', async () => {
  for (const { api } of playground.servers) {
    const init = { method: 'PUT', headers: { 'content-type': 'application/json' } };
    const put = await fetch(`${api}/items/9`, { ...init, body: '{"name":"fig"}' });
    expect([put.status, await put.json()]).toEqual([200, { id: '9', name: 'fig' }]);
    expect((await fetch(`${api}/items/9`, { ...init, body: '{}' })).status).toBe(400);
    expect(await (await fetch(`${api}/events`)).text()).toContain('tick 3');
    expect((await fetch(`${api}/items/9`, { method: 'DELETE' })).status).toBe(204);
  }
});
