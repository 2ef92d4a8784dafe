import {
  All,
  Body,
  Controller,
  Delete,
  Get,
  Head,
  Header,
  type INestApplication,
  Inject,
  Injectable,
  Module,
  Options,
  Param,
  Post,
  Put,
  RequestMethod,
  Scope,
  VERSION_NEUTRAL,
  Version,
  VersioningType,
  applyDecorators,
} from '@nestjs/common';
import { LazyModuleLoader, RouterModule } from '@nestjs/core';
import { afterEach, describe, expect, test } from 'vitest';

import { Cors, CorsInspector, CorsModule } from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight } from './server.ts';

const other = 'https://other.example';
const root = () =>
  CorsModule.forRoot({
    origin: [app],
    policies: { public: { origin: '*' }, other: { origin: other } },
  });

let server: INestApplication | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

/** What the page of `origin` may read of a GET, and send by a preflight: the allowed origin each. */
async function allowed(application: INestApplication, path: string, method = 'GET', origin = app) {
  const [answer, flight] = [
    await ask(application, method, path, { origin }),
    await preflight(application, path, method, { origin }),
  ];
  return [
    answer.headers['access-control-allow-origin'],
    flight.headers['access-control-allow-origin'],
  ];
}

const everybody = ['*', '*'];
const reflected = [app, app];
const nobody = [undefined, undefined];

describe.each(adapters)('%s', (platform, makeAdapter) => {
  test('handler over class over module, as the README shows it', async () => {
    @Cors({ credentials: true })
    @Controller('cats')
    class CatsController {
      @Get() list() {
        return [];
      }
      @Put(':id') @Cors('other') update(@Param('id') id: string) {
        return id;
      }
      @Delete(':id') @Cors(false) remove() {}
      @Post() @Cors({ maxAge: 60, exposedHeaders: ['etag'] }) create(@Body() body: unknown) {
        return body;
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [CatsController] });

    const list = await ask(server, 'GET', '/cats', { origin: app });
    expect(list.headers).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-allow-credentials': 'true',
    });
    const put = await preflight(server, '/cats/1', 'PUT', { origin: other });
    expect(put.headers['access-control-allow-methods']).toBe('PUT');
    expect(put.headers['access-control-allow-credentials']).toBeUndefined();
    expect(await allowed(server, '/cats/1', 'DELETE')).toEqual(nobody);
    const post = await preflight(server, '/cats', 'POST', {
      'access-control-request-headers': 'x-a',
    });
    expect(post.headers).toMatchObject({
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
      'access-control-allow-headers': 'x-a',
    });
    expect(
      server
        .get(CorsInspector)
        .routes()
        .map(({ method, path }) => `${method} ${path}`),
    ).toEqual(['GET /cats', 'HEAD /cats', 'POST /cats', 'DELETE /cats/:id', 'PUT /cats/:id']);
    expect(server.get(CorsInspector).routes()[2]?.from).toMatchObject({
      origin: 'CorsModule.forRoot',
      credentials: '@Cors on CatsController',
      maxAge: '@Cors on CatsController.create',
    });
  });

  test('a base class, and its handler under two subclasses', async () => {
    @Cors('public')
    abstract class Base {
      @Get() read() {
        return 'ok';
      }
      @Delete() @Cors(false) remove() {
        return 'gone';
      }
    }
    @Controller('a')
    class A extends Base {}
    @Cors('other')
    @Controller('b')
    class B extends Base {}
    @Cors(true)
    @Controller('c')
    class C extends Base {
      @Delete() override remove() {
        return super.remove();
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [A, B, C] });
    expect(await allowed(server, '/a')).toEqual(everybody);
    expect(await allowed(server, '/b')).toEqual(nobody);
    expect(await allowed(server, '/b', 'GET', other)).toEqual([other, other]);
    expect(await allowed(server, '/c')).toEqual(everybody);
    for (const path of ['/a', '/b', '/c']) {
      expect(await allowed(server, path, 'DELETE')).toEqual(nobody);
    }
  });

  test('several paths, @All, @Head, a composed decorator, request scope, and a lazy module', async () => {
    const Feed = (path: string) => applyDecorators(Get(path), Cors('public'));
    @Injectable({ scope: Scope.REQUEST })
    class PerRequest {}
    @Controller({ path: ['one', 'two'], scope: Scope.REQUEST })
    class Many {
      constructor(@Inject(PerRequest) readonly perRequest: PerRequest) {}
      @Feed('feed') feed() {
        return 'ok';
      }
      @Get(['x', 'y']) @Cors('other') xy() {
        return 'ok';
      }
      @All('all') @Cors('public') all() {
        return 'ok';
      }
      @Head('head') @Cors('public') head() {}
      @Post('head') post() {}
    }
    @Module({ providers: [PerRequest] })
    class LazyModule {}
    server = await createApp(makeAdapter, {
      imports: [root()],
      controllers: [Many],
      providers: [PerRequest],
    });
    await server.get(LazyModuleLoader).load(() => LazyModule);
    for (const prefix of ['/one', '/two']) {
      expect(await allowed(server, `${prefix}/feed`)).toEqual(everybody);
      expect(await allowed(server, `${prefix}/x`, 'GET', other)).toEqual([other, other]);
      expect(await allowed(server, `${prefix}/y`)).toEqual(nobody);
      expect(await allowed(server, `${prefix}/all`, 'PATCH')).toEqual(everybody);
      expect(await allowed(server, `${prefix}/head`, 'HEAD')).toEqual(everybody);
      expect(await allowed(server, `${prefix}/head`, 'POST')).toEqual(reflected);
    }
    const denied = await preflight(server, '/one/feed', 'PATCH');
    expect(denied.status).toBe(204);
    expect(denied.headers['access-control-allow-methods']).toBeUndefined();
  });

  test("a preflight is answered, any other OPTIONS is the application's", async () => {
    @Controller()
    class WithOptions {
      @Options('dav') @Header('DAV', '1') options() {
        return 'mine';
      }
      @Get('dav') get() {}
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [WithOptions] });
    const plain = await ask(server, 'OPTIONS', '/dav', { origin: app });
    expect(plain.body).toBe('mine');
    expect(plain.headers).toMatchObject({ dav: '1', 'access-control-allow-origin': app });
    expect((await ask(server, 'OPTIONS', '/nothing')).status).toBe(404);
    const flight = await preflight(server, '/dav', 'GET');
    expect(flight.headers).not.toHaveProperty('dav');
    expect(flight.headers['access-control-allow-methods']).toBe('OPTIONS,GET,HEAD');
  });

  test('global prefix and its exclusions, module paths, URI versions', async () => {
    @Controller('cats')
    class Cats {
      @Get() @Cors('public') list() {}
      @Version('2') @Get() @Cors('other') list2() {}
      @Version(VERSION_NEUTRAL) @Get('health') @Cors('public') health() {}
    }
    @Module({ controllers: [Cats] })
    class CatsModule {}
    server = await createApp(
      makeAdapter,
      {
        imports: [root(), CatsModule, RouterModule.register([{ path: 'zoo', module: CatsModule }])],
      },
      (application) => {
        application.setGlobalPrefix('api', {
          exclude: [{ path: 'zoo/cats/health', method: RequestMethod.GET }],
        });
        application.enableVersioning({ type: VersioningType.URI, defaultVersion: '1' });
      },
    );
    expect(await allowed(server, '/api/v1/zoo/cats')).toEqual(everybody);
    expect(await allowed(server, '/api/v2/zoo/cats')).toEqual(nobody);
    expect(await allowed(server, '/api/v2/zoo/cats', 'GET', other)).toEqual([other, other]);
    expect(await allowed(server, '/zoo/cats/health')).toEqual(everybody);
    expect(await allowed(server, '/api/zoo/cats/health')).toEqual(reflected);
  });

  test('versions that no preflight shows: the actual request gets its own policy', async () => {
    @Controller('items')
    class Items {
      @Version('1') @Get() @Cors({ exposedHeaders: ['x-one'] }) one() {
        return 'one';
      }
      @Version('2') @Get() @Cors({ exposedHeaders: ['x-two'] }) two() {
        return 'two';
      }
      @Version(['3', '4']) @Get() three() {
        return 'three';
      }
    }
    server = await createApp(
      makeAdapter,
      { imports: [root()], controllers: [Items] },
      (application) => {
        application.enableVersioning({ type: VersioningType.HEADER, header: 'x-version' });
      },
    );
    for (const [version, body, exposed] of [
      ['1', 'one', 'x-one'],
      ['2', 'two', 'x-two'],
      ['4', 'three', undefined],
    ] as const) {
      const answer = await ask(server, 'GET', '/items', { origin: app, 'x-version': version });
      expect(answer.body).toBe(body);
      expect(answer.headers['access-control-expose-headers']).toBe(exposed);
    }
    expect((await preflight(server, '/items', 'GET')).headers['access-control-allow-methods']).toBe(
      'GET,HEAD',
    );
  });

  test.each([
    ['header', { type: VersioningType.HEADER, header: 'x-version' }],
    ['media type', { type: VersioningType.MEDIA_TYPE, key: 'v=' }],
    ['custom', { type: VersioningType.CUSTOM, extractor: () => '1' }],
  ] as const)('%s versions with policies that differ are refused', async (_name, versioning) => {
    @Controller('items')
    class Items {
      @Version('1') @Get() @Cors('public') one() {}
      @Version('2') @Get() @Cors('other') two() {}
    }
    await expect(
      createApp(makeAdapter, { imports: [root()], controllers: [Items] }, (application) => {
        application.enableVersioning(versioning);
      }),
    ).rejects.toMatchObject({ issues: [{ code: 'constraint-conflict' }, {}] });
  });

  test('a controller that is bound to hosts', async () => {
    @Controller({ path: 'tenant', host: [':name.tenant.example', /^admin\.example$/] })
    class Tenant {
      @Get() @Cors('public') read() {
        return 'ok';
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [Tenant] });
    for (const host of ['a.tenant.example', 'b.tenant.example:8080', 'admin.example']) {
      const answer = await ask(server, 'GET', '/tenant', { host, origin: evil });
      expect(answer.headers['access-control-allow-origin']).toBe('*');
      const flight = await preflight(server, '/tenant', 'GET', { host, origin: evil });
      expect(flight.headers['access-control-allow-origin']).toBe('*');
    }
    const stranger = await ask(server, 'GET', '/tenant', { host: 'x.example', origin: app });
    expect(stranger.status).not.toBe(200);
    expect(stranger.headers['access-control-allow-origin']).toBe(app);
  });

  test('wildcards, and a parameter without a character', async () => {
    @Controller('files')
    class Files {
      @Get(':id/meta') @Cors('other') meta() {
        return 'meta';
      }
      @Get(platform === 'express' ? '*path' : '*') @Cors('public') any() {
        return 'any';
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [Files] });
    expect(await allowed(server, '/files/a/b/c')).toEqual(everybody);
    expect(await allowed(server, '/files/a/meta')).toEqual(nobody);
    expect(await allowed(server, '/files/a/meta', 'GET', other)).toEqual([other, other]);
  });

  test('the route that runs is the one that answers, whatever shadows it', async () => {
    @Controller('users')
    class Users {
      @Get(':id') @Cors('public') one() {
        return 'one';
      }
      @Get('me') @Cors('other') me() {
        return 'me';
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [Users] });
    const { body } = await ask(server, 'GET', '/users/me');
    // Express runs the first that matches, Fastify the most specific.
    expect(body).toBe(platform === 'express' ? 'one' : 'me');
    expect(await allowed(server, '/users/me')).toEqual(body === 'one' ? everybody : nobody);
  });

  test('routes that are sorted by specificity', async () => {
    @Controller('users')
    class Users {
      @Get(':id') @Cors('public') one() {
        return 'one';
      }
      @Get('me') @Cors('other') me() {
        return 'me';
      }
    }
    // Nest 11 knows no such option, and stays with the order of declaration.
    const options = { routeResolutionStrategy: 'specificity' } as object;
    server = await createApp(
      makeAdapter,
      { imports: [root()], controllers: [Users] },
      () => {},
      options,
    );
    const { body } = await ask(server, 'GET', '/users/me');
    expect(await allowed(server, '/users/me')).toEqual(body === 'one' ? everybody : nobody);
  });

  test('case and trailing slashes are the router’s', async () => {
    @Controller('Docs')
    class Docs {
      @Get('Readme') @Cors('public') read() {
        return 'ok';
      }
    }
    server = await createApp(makeAdapter, { imports: [root()], controllers: [Docs] });
    for (const path of [
      '/Docs/Readme',
      '/docs/readme',
      '/Docs/Readme/',
      '/Docs/Readme?a=/b',
      '/Docs//Readme',
      '/Docs/%52eadme',
    ]) {
      const { status } = await ask(server, 'GET', path);
      expect([path, ...(await allowed(server, path))]).toEqual([
        path,
        ...(status === 200 ? everybody : reflected),
      ]);
    }
  });
});
