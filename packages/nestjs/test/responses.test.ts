import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import {
  ServerResponse as HttpResponse,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';

import {
  type ArgumentsHost,
  BadRequestException,
  Body,
  type CanActivate,
  Catch,
  Controller,
  type ExceptionFilter,
  ForbiddenException,
  Get,
  Header,
  type INestApplication,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Param,
  ParseIntPipe,
  Post,
  Res,
  Sse,
  StreamableFile,
  UseFilters,
  UseGuards,
} from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { ExpressAdapter, type NestExpressApplication } from '@nestjs/platform-express';
import { of } from 'rxjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { Cors, CorsModule } from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight, protocolHeaders } from './server.ts';

class Closed implements CanActivate {
  canActivate(): boolean {
    throw new ForbiddenException();
  }
}

class Odd extends Error {}

@Catch(Odd)
class OddFilter implements ExceptionFilter {
  constructor(@Inject(HttpAdapterHost) readonly host: HttpAdapterHost) {}

  catch(_error: Odd, host: ArgumentsHost): void {
    this.host.httpAdapter.reply(host.switchToHttp().getResponse(), { odd: true }, 418);
  }
}

@Controller('replies')
class Replies {
  @Get('guard') @UseGuards(Closed) guard() {}
  @Get('pipe/:id') pipe(@Param('id', ParseIntPipe) id: number) {
    return id;
  }
  @Get('throws') throws() {
    throw new Error('oh');
  }
  @Get('http-error') httpError() {
    throw new BadRequestException();
  }
  @Get('filter') @UseFilters(OddFilter) filter() {
    throw new Odd();
  }
  @Get('vary') @Header('Vary', 'Accept-Encoding') vary() {
    return 'ok';
  }
  @Get('own') @Header('Access-Control-Allow-Origin', '*') own() {
    return 'ok';
  }
  @Sse('sse') sse() {
    return of({ data: 'one' });
  }
  @Get('file') file() {
    return new StreamableFile(Readable.from([Buffer.from('bytes')]));
  }
  @Get('raw') raw(@Res() response: ServerResponse | { raw: ServerResponse }) {
    const raw = 'raw' in response ? response.raw : response;
    raw.writeHead(200, { 'x-raw': '1', 'access-control-allow-origin': 'https://wrong.example' });
    raw.end('raw');
  }
  @Post('body') body(@Body() body: unknown) {
    return body;
  }
  @Get('middleware') middleware() {}
  @Get('off') @Cors(false) off() {
    return 'ok';
  }
}

let seen: string[] = [];

@Module({ controllers: [Replies] })
class RepliesModule implements NestModule {
  configure(consumer: MiddlewareConsumer): void {
    consumer
      .apply((request: IncomingMessage, _response: ServerResponse, next: () => void) => {
        seen.push(`${request.method}`);
        next();
      })
      .forRoutes('{*path}');
    consumer
      .apply((_request: IncomingMessage, response: ServerResponse) => {
        response.statusCode = 401;
        response.end('stopped');
      })
      .forRoutes('replies/middleware', 'nowhere');
  }
}

describe.each(adapters)('%s', (platform, makeAdapter) => {
  let server: INestApplication;
  let assets: string;
  beforeAll(async () => {
    assets = await mkdtemp(join(tmpdir(), 'assets-'));
    await writeFile(join(assets, 'asset.txt'), 'asset');
    server = await createApp(
      makeAdapter,
      { imports: [RepliesModule, CorsModule.forRoot({ origin: [app] })] },
      (application) => {
        application.use('/mounted', (_request: IncomingMessage, response: ServerResponse) => {
          response.end('mounted');
        });
        if (platform === 'express') {
          (application as NestExpressApplication).useStaticAssets(assets, { prefix: '/assets' });
        }
      },
    );
  });
  afterAll(async () => {
    await server.close();
    await rm(assets, { recursive: true });
  });

  const cases: [path: string, status: number][] = [
    ['/replies/guard', 403],
    ['/replies/pipe/x', 400],
    ['/replies/throws', 500],
    ['/replies/http-error', 400],
    ['/replies/filter', 418],
    ['/replies/sse', 200],
    ['/replies/file', 200],
    ['/replies/raw', 200],
    ['/replies/own', 200],
    ['/replies/middleware', 401],
    ['/nowhere', 401],
    ['/nothing', 404],
    ['/mounted', 200],
    ['/mounted/below', 200],
    ...(platform === 'express'
      ? ([
          ['/assets/asset.txt', 200],
          ['/replies/pipe/%FF', 400],
          ['/%zz', 400],
        ] as [string, number][])
      : []),
  ];

  test.each(cases)('%s is a %i with the headers of its policy', async (path, status) => {
    const allowed = await ask(server, 'GET', path, { origin: app });
    expect(allowed.status).toBe(status);
    expect(protocolHeaders(allowed)).toEqual({
      'access-control-allow-origin': app,
      vary: 'Origin',
    });
    expect(protocolHeaders(await ask(server, 'GET', path, { origin: evil }))).toEqual({
      vary: 'Origin',
    });
    expect(protocolHeaders(await ask(server, 'GET', path))).toEqual({ vary: 'Origin' });
  });

  test("a handler's own Vary is kept beside ours", async () => {
    const { headers } = await ask(server, 'GET', '/replies/vary', { origin: app });
    expect(headers['vary']).toBe('Accept-Encoding, Origin');
  });

  test('a body that cannot be parsed', async () => {
    const headers = { origin: app, 'content-type': 'application/json' };
    const answer = await ask(server, 'POST', '/replies/body', headers, '{');
    expect(answer.status).toBe(400);
    expect(answer.headers['access-control-allow-origin']).toBe(app);
  });

  test('CORS that is off leaves no trace', async () => {
    expect(protocolHeaders(await ask(server, 'GET', '/replies/off', { origin: app }))).toEqual({});
  });

  test.each(['/replies/guard', '/replies/middleware', '/mounted', '/nothing'])(
    'the preflight of %s is answered before everything else',
    async (path) => {
      seen = [];
      const answer = await preflight(server, path, 'GET');
      expect([answer.status, answer.body]).toEqual([204, '']);
      expect(answer.headers['access-control-allow-origin']).toBe(app);
      // A 204 has no length, a 403 has. (RFC 9110, section 8.6)
      expect(answer.headers).not.toHaveProperty('content-length');
      const denied = await preflight(server, path, 'GET', { origin: evil });
      expect([denied.status, denied.headers['content-length']]).toEqual([403, '0']);
      expect(seen).toEqual([]);
    },
  );
});

test.each(adapters)('%s: a preflight says how long it is cached', async (_name, makeAdapter) => {
  @Controller()
  class Root {
    @Post() post() {}
  }
  const module = CorsModule.forRoot({ origin: [app], cacheControl: 600 });
  const server = await createApp(makeAdapter, { controllers: [Root], imports: [module] });
  const granted = await preflight(server, '/', 'POST');
  const denied = await preflight(server, '/', 'POST', { origin: evil });
  await server.close();
  expect([granted.status, granted.headers['cache-control']]).toEqual([204, 'max-age=600']);
  expect([denied.status, denied.headers['cache-control']]).toEqual([403, undefined]);
});

/** A server of Nest on an instance of Express that had middleware before. */
const createBehind = (instance: NestExpressApplication) =>
  createApp(() => new ExpressAdapter(instance), {
    controllers: [Replies],
    imports: [CorsModule.forRoot({ origin: [app] })],
  });

test('what somebody put on the response before Nest saw it cannot change what was decided', async () => {
  const instance = new ExpressAdapter().getInstance<NestExpressApplication>();
  instance.use((_request: unknown, response: ServerResponse, next: () => void) => {
    const writeHead = response.writeHead.bind(response) as (...given: unknown[]) => ServerResponse;
    response.writeHead = (...given: unknown[]) => {
      response.setHeader('access-control-allow-origin', 'https://wrong.example');
      return writeHead(...given);
    };
    next();
  });
  instance.use('/before', (_request: unknown, response: ServerResponse) => {
    response.end('not Nest');
  });
  const server = await createBehind(instance);
  const allowed = await ask(server, 'GET', '/replies/off', { origin: app });
  const denied = await ask(server, 'GET', '/replies/vary', { origin: evil });
  const asked = await preflight(server, '/replies/vary', 'GET', { origin: evil });
  const before = await ask(server, 'GET', '/before', { origin: app });
  await server.close();
  expect(protocolHeaders(allowed)).toEqual({});
  expect(protocolHeaders(denied)).toEqual({ vary: 'Accept-Encoding, Origin' });
  expect([asked.status, asked.headers['access-control-allow-origin']]).toEqual([403, undefined]);
  // Nothing is decided about what ends before Nest.
  expect(protocolHeaders(before)).toEqual({
    'access-control-allow-origin': 'https://wrong.example',
  });
});

test("what replaces a response's writeHead before Nest saw it takes no header away", async () => {
  const instance = new ExpressAdapter().getInstance<NestExpressApplication>();
  instance.use((_request: unknown, response: ServerResponse, next: () => void) => {
    response.writeHead = function (this: ServerResponse, ...given: unknown[]) {
      const { writeHead } = HttpResponse.prototype as { writeHead: (...all: unknown[]) => unknown };
      return writeHead.apply(this, given) as ServerResponse;
    };
    next();
  });
  const server = await createBehind(instance);
  const allowed = await ask(server, 'GET', '/replies/own', { origin: app });
  const denied = await ask(server, 'GET', '/replies/own', { origin: evil });
  const asked = await preflight(server, '/replies/own', 'GET');
  await server.close();
  expect(protocolHeaders(allowed)).toEqual({ 'access-control-allow-origin': app, vary: 'Origin' });
  expect(protocolHeaders(denied)).toEqual({ vary: 'Origin' });
  expect(asked.headers['access-control-allow-origin']).toBe(app);
});
