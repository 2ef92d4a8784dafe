import { request as sendRequest } from 'node:http';
import type { AddressInfo } from 'node:net';

import { Controller, type INestApplication, Logger, Post, type Type } from '@nestjs/common';
import { IoAdapter } from '@nestjs/platform-socket.io';
import { WsAdapter } from '@nestjs/platform-ws';
import { SubscribeMessage, WebSocketGateway } from '@nestjs/websockets';
import { afterEach, describe, expect, test, vi } from 'vitest';

import {
  Cors,
  type CorsDecoratorOptions,
  CorsInspector,
  CorsModule,
  type CorsModuleOptions,
  handsOff,
} from '../src/index.ts';
import { adapters, app, ask, createApp, evil } from './server.ts';

const options: CorsModuleOptions = {
  origin: [app],
  enforce: true,
  policies: { partner: { origin: 'https://partner.example', enforce: true } },
};

const sockets = [
  ['ws', WsAdapter, '/', '/'],
  ['socket.io', IoAdapter, undefined, '/socket.io/?EIO=4&transport=websocket'],
] as const;

function gateway(path: string | undefined, policy?: CorsDecoratorOptions): Type {
  @WebSocketGateway(path === undefined ? {} : { path })
  class ChatGateway {
    @SubscribeMessage('hello') hello() {}
  }
  if (policy !== undefined) Cors(policy)(ChatGateway);
  return ChatGateway;
}

let running: INestApplication | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  // A leaked socket would keep this waiting for ever.
  await running?.close();
  running = undefined;
});

function handshake(server: INestApplication, path: string, headers: Record<string, string>) {
  const { port } = server.getHttpServer().address() as AddressInfo;
  return new Promise<number>((resolve, reject) => {
    const client = sendRequest({
      port,
      host: '127.0.0.1',
      path,
      headers: {
        connection: 'upgrade',
        upgrade: 'websocket',
        'sec-websocket-version': '13',
        'sec-websocket-key': 'AAAAAAAAAAAAAAAAAAAAAA==',
        ...headers,
      },
    });
    client.once('response', (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    client.once('upgrade', ({ statusCode = 0 }, socket) => {
      socket.destroy();
      resolve(statusCode);
    });
    client.once('error', reject);
    client.end();
  });
}

describe.each(adapters)('on %s', (_name, makeAdapter) => {
  describe.each(sockets)('a gateway of %s', (kind, Adapter, path, url) => {
    const start = async (cors: CorsModuleOptions, policy?: CorsDecoratorOptions) => {
      running = await createApp(
        makeAdapter,
        { imports: [CorsModule.forRoot(cors)], providers: [gateway(path, policy)] },
        (application) => application.useWebSocketAdapter(new Adapter(application)),
      );
      return running;
    };

    test('takes no strangers where the module enforces, and leaves no socket', async () => {
      const server = await start(options);
      const { port } = server.getHttpServer().address() as AddressInfo;
      expect(await handshake(server, url, { origin: evil })).toBe(403);
      expect(await handshake(server, url, { origin: evil, 'sec-fetch-site': 'cross-site' })).toBe(
        403,
      );
      expect(await handshake(server, url, { origin: 'null' })).toBe(403);
      expect(await handshake(server, url, { origin: app })).toBe(101);
      expect(await handshake(server, url, { origin: `http://127.0.0.1:${port}` })).toBe(101);
      expect(await handshake(server, url, {})).toBe(101);
    });

    test('obeys a @Cors() of its own', async () => {
      const server = await start(options, 'partner');
      expect(await handshake(server, url, { origin: app })).toBe(403);
      expect(await handshake(server, url, { origin: 'https://partner.example' })).toBe(101);
    });

    test('waits for an origin function', async () => {
      const origin = async (asked: string) => asked === app;
      const server = await start({ origin, enforce: true });
      expect(await handshake(server, url, { origin: evil })).toBe(403);
      expect(await handshake(server, url, { origin: app })).toBe(101);
    });

    test('is open to all where nothing enforces', async () => {
      const server = await start({ origin: [app] });
      expect(await handshake(server, url, { origin: evil })).toBe(101);
    });

    if (kind === 'socket.io') {
      test('takes nothing by long polling either', async () => {
        const server = await start(options);
        const poll = '/socket.io/?EIO=4&transport=polling';
        expect((await ask(server, 'POST', poll, { origin: evil }, '40')).status).toBe(403);
        // Engine.IO's own word for a session that it does not know.
        expect((await ask(server, 'POST', poll, { origin: app }, '40')).status).toBe(400);
      });
    }
  });

  test('a gateway whose @Cors() changes nothing is told so at boot', async () => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    running = await createApp(
      makeAdapter,
      {
        imports: [CorsModule.forRoot({ origin: [app], policies: { p: { origin: evil } } })],
        providers: [gateway('/', 'p')],
      },
      (application) => application.useWebSocketAdapter(new WsAdapter(application)),
    );
    expect(warn.mock.calls.flat().join('\n')).toMatch(/gateway-not-enforced.*ChatGateway/);
  });

  test('a gateway on a port of its own is told that enforce does not reach it', async () => {
    @WebSocketGateway(45_871, { path: '/' })
    class OwnPortGateway {}
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    running = await createApp(
      makeAdapter,
      { imports: [CorsModule.forRoot(options)], providers: [OwnPortGateway] },
      (application) => application.useWebSocketAdapter(new WsAdapter(application)),
    );
    expect(warn.mock.calls.flat().join('\n')).toMatch(/gateway-own-port.*OwnPortGateway/);
  });

  test('two gateways of one path with different policies are refused', async () => {
    const booting = createApp(makeAdapter, {
      imports: [CorsModule.forRoot(options)],
      providers: [gateway('/chat', 'partner'), gateway('/chat')].map((useClass) => ({
        provide: useClass,
        useClass,
      })),
    });
    await expect(booting).rejects.toMatchObject({
      issues: [{ code: 'gateway-conflict', hint: expect.stringContaining('path') as unknown }],
    });
  });

  test('an upgrade that a listener of the own takes is judged by the module', async () => {
    running = await createApp(makeAdapter, { imports: [CorsModule.forRoot(options)] });
    running
      .getHttpServer()
      .on('upgrade', (_request: unknown, socket: { end(text: string): void }) =>
        socket.end(
          'HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\r\n',
        ),
      );
    expect(await handshake(running, '/raw', { origin: evil })).toBe(403);
    expect(await handshake(running, '/raw', { origin: app })).toBe(101);
  });

  test.each([
    ['a stranger', { origin: evil }, undefined, true],
    ['a friend', { origin: app }, undefined, false],
    ['its own page', { origin: 'https://api.example' }, undefined, false],
    ['no browser', {}, undefined, false],
    ['a friend of another policy', { origin: app }, 'partner', true],
    ['a name that nobody has', { origin: app }, 'nobody', true],
  ] as const)('isForeignRequest: %s', async (_case, headers, name, isForeign) => {
    running = await createApp(makeAdapter, { imports: [CorsModule.forRoot(options)] });
    const raw = { method: 'GET', url: '/socket.io/', headers: { host: 'api.example', ...headers } };
    expect(await running.get(CorsInspector).isForeignRequest(raw as never, name)).toBe(isForeign);
  });

  test('isForeignRequest says why it knows no policy', async () => {
    const error = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const paths: NonNullable<CorsModuleOptions['paths']> = { '/upstream/*path': handsOff };
    running = await createApp(makeAdapter, {
      imports: [CorsModule.forRoot({ ...options, paths })],
    });
    const raw = { method: 'GET', url: '/upstream/x?y', headers: { host: 'api.example' } };
    for (const name of [undefined, 'nobody']) {
      expect(await running.get(CorsInspector).isForeignRequest(raw as never, name)).toBe(true);
    }
    expect(error.mock.calls.map(([line]) => line as string)).toEqual([
      expect.stringContaining('leave "/upstream/x" to others by handsOff'),
      expect.stringContaining('no policy named "nobody"'),
    ]);
    // A few times a minute, whoever knocks.
    for (let index = 0; index < 100; index += 1) {
      const url = `/upstream/${index}${'x'.repeat(5000)}`;
      expect(await running.get(CorsInspector).isForeignRequest({ ...raw, url } as never)).toBe(
        true,
      );
    }
    expect(error).toHaveBeenCalledTimes(20);
    expect(JSON.stringify(error.mock.calls).length).toBeLessThan(20 * 500);
    error.mockRestore();
  });

  test('a refused request is an exception that filters see, and reaches no guard and no parser', async () => {
    @Controller()
    class Items {
      @Post() create() {
        return 'x';
      }
    }
    const seen: unknown[] = [];
    running = await createApp(
      makeAdapter,
      { imports: [CorsModule.forRoot(options)], controllers: [Items] },
      (application) => {
        application.useGlobalGuards({
          canActivate: () => {
            seen.push('guard');
            return true;
          },
        });
        application.useGlobalFilters({
          catch: (exception: { code?: string; getStatus(): number }, host) => {
            seen.push(exception.code);
            application.getHttpAdapter().reply(host.switchToHttp().getResponse(), 'mine', 418);
          },
        });
      },
    );
    const headers = { origin: evil, 'content-type': 'application/json' };
    const answer = await ask(running, 'POST', '/', headers, '{"broken');
    expect([answer.status, answer.body]).toEqual([418, 'mine']);
    expect(seen).toEqual(['CORS_FOREIGN_REQUEST']);
    await running.close();
    running = await createApp(makeAdapter, {
      imports: [CorsModule.forRoot(options)],
      controllers: [Items],
    });
    const plain = await ask(running, 'POST', '/', { origin: evil });
    expect(plain.status).toBe(403);
    expect(JSON.parse(plain.body)).toMatchObject({ statusCode: 403, code: 'CORS_FOREIGN_REQUEST' });
  });
});
