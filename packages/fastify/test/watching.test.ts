import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Writable } from 'node:stream';

import Fastify from 'fastify';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import corsPlugin, { type CorsPluginOptions, type DecisionEvent } from '../src/index.ts';
import { app, evil, preflight, protocolHeaders } from './server.ts';

const events: DecisionEvent[] = [];
const note = (event: unknown): void => void events.push(event as DecisionEvent);
beforeEach(() => {
  events.length = 0;
  subscribe('routecors:decision', note);
});
afterEach(() => {
  unsubscribe('routecors:decision', note);
});

interface Line {
  readonly level: number;
  readonly msg: string;
  readonly cors?: { readonly isShadow?: boolean; readonly route?: string };
}

function create(options: CorsPluginOptions) {
  const lines: Line[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      lines.push(JSON.parse(String(chunk)) as Line);
      done();
    },
  });
  const server = Fastify({ logger: { level: 'warn', stream } });
  server.register(corsPlugin, options);
  server.get('/items/:id', async () => 'x');
  server.post('/items/:id', async () => 'x');
  return { server, lines };
}

test('every decision is published by route, preflights included', async () => {
  const { server } = create({ origin: [app] });
  await server.inject({ url: '/items/1', headers: { origin: app } });
  await server.inject({ url: '/items/2' });
  await preflight(server, '/items/3', 'POST', { origin: evil });
  await server.inject({ url: '/missing', headers: { origin: app } });
  expect(
    events.map(({ decision, method, route, shadow }) => [
      decision.kind,
      decision.reason,
      method,
      route,
      shadow,
    ]),
  ).toEqual([
    ['actual', 'origin-matched', 'GET', '/items/:id', undefined],
    ['actual', 'no-origin', 'GET', '/items/:id', undefined],
    ['preflight', 'origin-not-matched', 'POST', '/items/:id', undefined],
    ['actual', 'origin-matched', 'GET', undefined, undefined],
  ]);
});

describe('a shadow policy', () => {
  const shadowed: CorsPluginOptions = { origin: '*', shadow: { origin: [app], enforce: true } };

  test('is judged, written and published, and changes no answer', async () => {
    const { server, lines } = create(shadowed);
    const plain = create({ origin: '*' }).server;
    const asks = [
      { method: 'GET', url: '/items/1', headers: { origin: app } },
      { method: 'GET', url: '/items/1', headers: { origin: evil } },
      { method: 'GET', url: '/items/1', headers: {} },
      {
        method: 'POST',
        url: '/items/1',
        headers: { origin: evil, 'sec-fetch-site': 'cross-site' },
      },
      {
        method: 'OPTIONS',
        url: '/items/1',
        headers: { origin: evil, 'access-control-request-method': 'POST' },
      },
    ] as const;
    for (const ask of asks) {
      const [ours, theirs] = [await server.inject(ask), await plain.inject(ask)];
      expect(ours.statusCode).toBe(theirs.statusCode);
      expect(protocolHeaders(ours.headers)).toEqual(protocolHeaders(theirs.headers));
    }
    expect(lines.map(({ level, cors, msg }) => [level, cors?.route, msg])).toEqual([
      [40, 'GET /items/:id', expect.stringMatching(/^The shadow policy differs: "https:\/\/evil/)],
      [40, 'POST /items/:id', expect.stringMatching(/^The shadow policy differs: Refused: /)],
      [40, 'POST /items/:id', expect.stringMatching(/not among the policy's origins/)],
    ]);
    expect(lines.every(({ cors }) => cors?.isShadow === true)).toBe(true);
    const shadows = events.flatMap(({ shadow }) => (shadow ? [shadow.reason] : []));
    expect(shadows).toEqual([
      'origin-matched',
      'origin-not-matched',
      'no-origin',
      'foreign-request',
      'origin-not-matched',
    ]);
  });

  test('may be an asynchronous function, for which no request waits', async () => {
    let answer: (allowed: boolean) => void = () => {};
    const { server, lines } = create({
      origin: '*',
      shadow: { origin: () => new Promise<boolean>((resolve) => (answer = resolve)) },
    });
    const response = await server.inject({ url: '/items/1', headers: { origin: app } });
    expect(response.headers['access-control-allow-origin']).toBe('*');
    expect([lines.length, events.length]).toEqual([0, 0]);
    answer(false);
    await new Promise(setImmediate);
    expect(lines).toMatchObject([{ cors: { isShadow: true } }]);
    expect(events).toMatchObject([{ shadow: { reason: 'origin-function-denied' } }]);
  });
});

test('nothing is made where nobody listens', async () => {
  unsubscribe('routecors:decision', note);
  const { server } = create({ origin: [app] });
  await server.inject({ url: '/items/1', headers: { origin: app } });
  expect(events).toEqual([]);
});

test.each<[name: string, headers: Record<string, string>, isOwn: boolean]>([
  ['a page of its own', { origin: 'https://api.example', 'sec-fetch-site': 'same-origin' }, true],
  ['one in an old browser', { origin: 'http://api.example' }, true],
  ['one under no-referrer', { origin: 'null', 'sec-fetch-site': 'same-origin' }, true],
  ['another site', { origin: evil, 'sec-fetch-site': 'cross-site' }, false],
  ['another port', { origin: 'http://api.example:8080', 'sec-fetch-site': 'same-site' }, false],
  ['another site in an old browser', { origin: evil }, false],
])('a POST of %s: nothing is denied to the own pages', async (_name, headers, isOwn) => {
  const { server, lines } = create({ origin: [app] });
  const host = 'api.example';
  await server.inject({ method: 'POST', url: '/items/1', headers: { host, ...headers } });
  expect(events).toMatchObject([{ isOwn, decision: { allowed: false } }]);
  expect(lines).toHaveLength(isOwn ? 0 : 1);
  await server.close();
});
