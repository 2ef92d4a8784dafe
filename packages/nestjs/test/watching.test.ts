import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { Controller, Get, type INestApplication, Logger, Post } from '@nestjs/common';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';

import { CorsModule, type CorsModuleOptions, type DecisionEvent } from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight, protocolHeaders } from './server.ts';

@Controller('items')
class Items {
  @Get(':id') read() {
    return 'x';
  }
  @Post(':id') write() {
    return 'x';
  }
}

const events: DecisionEvent[] = [];
const note = (event: unknown): void => void events.push(event as DecisionEvent);
const running: INestApplication[] = [];
beforeEach(() => {
  events.length = 0;
  subscribe('routecors:decision', note);
});
afterEach(async () => {
  unsubscribe('routecors:decision', note);
  await Promise.all(running.splice(0).map((server) => server.close()));
  vi.restoreAllMocks();
});

describe.each(adapters)('%s', (_, makeAdapter) => {
  const start = async (options: CorsModuleOptions) => {
    const server = await createApp(makeAdapter, {
      imports: [CorsModule.forRoot(options)],
      controllers: [Items],
    });
    running.push(server);
    return server;
  };

  test('every decision is published by route, preflights included', async () => {
    const server = await start({ origin: [app] });
    await ask(server, 'GET', '/items/1', { origin: app });
    await ask(server, 'GET', '/items/2');
    await preflight(server, '/items/3', 'POST', { origin: evil });
    await ask(server, 'GET', '/missing', { origin: app });
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

  test("a POST of the server's own page is no denial, one of another site is", async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const server = await start({ origin: [app] });
    const host = 'api.example';
    const own = { host, origin: `https://${host}`, 'sec-fetch-site': 'same-origin' };
    await ask(server, 'POST', '/items/1', own);
    await ask(server, 'POST', '/items/1', { host, origin: `http://${host}` });
    expect(warn).not.toHaveBeenCalled();
    await ask(server, 'POST', '/items/1', { host, origin: evil, 'sec-fetch-site': 'cross-site' });
    expect(warn).toHaveBeenCalledTimes(1);
    expect(events.map(({ isOwn }) => isOwn)).toEqual([true, true, false]);
  });

  test('a shadow policy is judged, written and published, and changes no answer', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const server = await start({ origin: '*', shadow: { origin: [app], enforce: true } });
    const plain = await start({ origin: '*' });
    for (const [method, headers] of [
      ['GET', { origin: app }],
      ['GET', { origin: evil }],
      ['GET', {}],
      ['POST', { origin: evil, 'sec-fetch-site': 'cross-site' }],
      ['OPTIONS', { origin: evil, 'access-control-request-method': 'POST' }],
    ] as const) {
      const ours = await ask(server, method, '/items/1', headers);
      const theirs = await ask(plain, method, '/items/1', headers);
      expect([ours.status, ours.body]).toEqual([theirs.status, theirs.body]);
      expect(protocolHeaders(ours)).toEqual(protocolHeaders(theirs));
    }
    expect(warn.mock.calls.map(([line]) => line as string)).toEqual([
      expect.stringMatching(/^GET \/items\/1: The shadow policy differs: "https:\/\/evil/),
      expect.stringMatching(/^POST \/items\/1: The shadow policy differs: Refused: /),
      expect.stringMatching(/^OPTIONS \/items\/1: The shadow policy differs: .* not among/),
    ]);
    expect(events.flatMap(({ shadow }) => (shadow ? [shadow.reason] : []))).toEqual([
      'origin-matched',
      'origin-not-matched',
      'no-origin',
      'foreign-request',
      'origin-not-matched',
    ]);
  });
});
