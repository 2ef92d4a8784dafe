import type { ServerResponse } from 'node:http';

import { Controller, Get, Header, type INestApplication, Res } from '@nestjs/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { type OwnHeadersCase, ownHeaders } from '../../core/test/cases/own-headers.ts';
import { CorsModule } from '../src/index.ts';
import { adapters, ask, createApp, protocolHeaders } from './server.ts';

type Own = OwnHeadersCase['own'];

/** Either platform's response. */
interface Response {
  header(name: string, value: unknown): unknown;
  readonly raw?: ServerResponse;
}

const rawOf = (response: Response): ServerResponse =>
  response.raw ?? (response as unknown as ServerResponse);

/** Every way in which a handler can set headers, but for `@Header()`. */
const ways: readonly (readonly [string, (response: Response, own: Own) => unknown])[] = [
  [
    'set',
    (response, own) => {
      for (const [name, value] of Object.entries(own)) response.header(name, value);
      (response as unknown as { send(body: string): unknown }).send('ok');
    },
  ],
  [
    'set-raw',
    (response, own) => {
      const raw = rawOf(response);
      for (const [name, value] of Object.entries(own)) raw.setHeader(name, value);
      raw.end('ok');
    },
  ],
  [
    'object',
    (response, own) =>
      rawOf(response)
        .writeHead(200, own as never)
        .end('ok'),
  ],
  [
    'in-turn',
    (response, own) =>
      rawOf(response)
        .writeHead(200, Object.entries(own).flat(1) as never)
        .end('ok'),
  ],
  [
    'pairs',
    (response, own) =>
      rawOf(response)
        .writeHead(200, Object.entries(own) as never)
        .end('ok'),
  ],
];

/** A controller that answers in each of these ways, and by `@Header()` where there are no lines. */
function controllerOf(own: Own) {
  @Controller()
  class OwnController {
    @Get('decorated') decorated() {
      return 'ok';
    }
  }
  const { prototype } = OwnController;
  const decorated = Object.getOwnPropertyDescriptor(prototype, 'decorated') ?? {};
  for (const [name, value] of Object.entries(own)) {
    Header(name, [value].flat().join(', '))(prototype, 'decorated', decorated);
  }
  for (const [path, respond] of ways) {
    const value = (response: Response) => void respond(response, own);
    Object.defineProperty(prototype, path, { configurable: true, value });
    Res()(prototype, path, 0);
    Get(path)(prototype, path, Object.getOwnPropertyDescriptor(prototype, path) ?? {});
  }
  return OwnController;
}

describe.each(adapters)('%s', (_, makeAdapter) => {
  describe.each(ownHeaders)('$name', ({ options, origin, own, answer }) => {
    let server: INestApplication;
    beforeAll(async () => {
      const imports = [CorsModule.forRoot(options)];
      server = await createApp(makeAdapter, { imports, controllers: [controllerOf(own)] });
    });
    afterAll(() => server.close());

    test.each([...ways.map(([path]) => path), 'decorated'])('by %s', async (path) => {
      const headers = origin === undefined ? {} : { origin };
      const response = await ask(server, 'GET', `/${path}`, headers);
      expect(response.body).toBe('ok');
      expect(protocolHeaders(response)).toEqual(answer);
    });
  });
});
