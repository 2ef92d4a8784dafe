import type { IncomingMessage } from 'node:http';

import {
  type CanActivate,
  ConsoleLogger,
  Controller,
  Get,
  Header,
  type INestApplication,
  Inject,
  Injectable,
  Logger,
  Module,
  Put,
} from '@nestjs/common';
import type { ExpressAdapter } from '@nestjs/platform-express';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, expectTypeOf, test, vi } from 'vitest';

import {
  Cors,
  CorsInspector,
  CorsModule,
  type CorsModuleOptions,
  type CorsOptionsFactory,
  type CorsRequest,
  corsDecision,
} from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight } from './server.ts';

@Controller('cats')
class Cats {
  @Get() list() {
    return [];
  }
  @Put() @Cors('partner') @Header('x-a', 'b') update() {}
}

@Injectable()
class Config {
  readonly origins = [app];
}

@Module({ providers: [Config], exports: [Config] })
class ConfigModule {}

@Injectable()
class OptionsFactory implements CorsOptionsFactory {
  constructor(@Inject(Config) readonly config: Config) {}

  async createCorsOptions(): Promise<CorsModuleOptions> {
    return { origin: this.config.origins, policies: { partner: { origin: evil } } };
  }
}

@Module({ imports: [ConfigModule], providers: [OptionsFactory], exports: [OptionsFactory] })
class OptionsModule {}

let server: INestApplication | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
  vi.restoreAllMocks();
  Logger.overrideLogger(false);
});

const minimal = {
  imports: [CorsModule.forRoot({ origin: [app], policies: { partner: { origin: evil } } })],
};

describe.each(adapters)('%s', (platform, makeAdapter) => {
  test.each([
    [
      'useFactory',
      CorsModule.forRootAsync({
        imports: [ConfigModule],
        inject: [Config],
        useFactory: (config: Config) => ({
          origin: config.origins,
          policies: { partner: { origin: evil } },
        }),
      }),
    ],
    ['useClass', CorsModule.forRootAsync({ imports: [ConfigModule], useClass: OptionsFactory })],
    [
      'useExisting',
      CorsModule.forRootAsync({ imports: [OptionsModule], useExisting: OptionsFactory }),
    ],
  ])('forRootAsync with %s', async (_, module) => {
    server = await createApp(makeAdapter, { imports: [module], controllers: [Cats] });
    const { headers } = await ask(server, 'GET', '/cats', { origin: app });
    expect(headers['access-control-allow-origin']).toBe(app);
    const flight = await preflight(server, '/cats', 'PUT', { origin: evil });
    expect(flight.headers['access-control-allow-origin']).toBe(evil);
  });

  test('an origin function sees the request, and may take its time', async () => {
    const origins: string[] = [];
    server = await createApp(makeAdapter, {
      imports: [
        CorsModule.forRoot({
          origin: async (origin, request) => {
            expectTypeOf(request).toEqualTypeOf<CorsRequest>();
            origins.push(`${request.method} ${request.url} ${request.hostname}`);
            return origin === app;
          },
          policies: {
            partner: {
              origin: () => {
                throw new Error('down');
              },
            },
          },
        }),
      ],
      controllers: [Cats],
    });
    const { headers } = await ask(server, 'GET', '/cats?a', {
      origin: app,
      host: 'api.example:80',
    });
    expect(headers['access-control-allow-origin']).toBe(app);
    expect(origins).toEqual(['GET /cats?a api.example']);
    expect((await preflight(server, '/cats', 'GET')).status).toBe(204);
    expect((await preflight(server, '/cats', 'PUT')).status).toBe(403);
    expect((await ask(server, 'PUT', '/cats', { origin: app })).status).toBe(200);
  });

  test('keeps the request hook that is there, and the one that comes later', async () => {
    const hook =
      (name: string) => (request: IncomingMessage, _response: unknown, done: () => void) => {
        calls.push(`${name} ${request.method}`);
        done();
      };
    const calls: string[] = [];
    const adapter = makeAdapter() as ExpressAdapter;
    adapter.setOnRequestHook(hook('before'));
    server = await createApp(() => adapter, { ...minimal, controllers: [Cats] });
    const first = await ask(server, 'GET', '/cats', { origin: app });
    adapter.setOnRequestHook(hook('after'));
    const second = await ask(server, 'GET', '/cats', { origin: app });
    await preflight(server, '/cats', 'GET');
    for (const { status, headers } of [first, second]) {
      expect([status, headers['access-control-allow-origin']]).toEqual([200, app]);
    }
    expect(calls).toEqual(['before GET', 'after GET']);
  });

  test('enableCors() beside the module is refused', async () => {
    await expect(
      createApp(makeAdapter, minimal, (application) => application.enableCors()),
    ).rejects.toThrow(/enableCors\(\).*move its options to CorsModule\.forRoot/);
    await expect(createApp(makeAdapter, minimal, () => {}, { cors: true })).rejects.toThrow(
      /enableCors/,
    );
  });

  test('the module is for the whole application, so a second one is refused', async () => {
    @Module({ imports: [CorsModule.forRoot({ origin: '*' })] })
    class Feature {}
    await expect(
      createApp(makeAdapter, { imports: [...minimal.imports, Feature] }),
    ).rejects.toThrow(/more than once/);
  });

  test('the bare module is refused', async () => {
    await expect(createApp(makeAdapter, { imports: [CorsModule] })).rejects.toThrow(
      /without options/,
    );
  });

  test('no asked method breaks the look-up', async () => {
    server = await createApp(makeAdapter, { ...minimal, controllers: [Cats] });
    for (const method of ['constructor', '__proto__', 'toString', 'get', 'FOO', '_all', ' ']) {
      const answer = await preflight(server, '/cats', method);
      expect([method, answer.status]).toEqual([method, method === ' ' ? 403 : 204]);
      expect(answer.headers['access-control-allow-methods']).toBeUndefined();
    }
  });

  test('boot names controller, handler and levels, all problems at once', async () => {
    @Cors({ credentials: true, orign: 'x' } as never)
    @Controller('a')
    class A {
      @Get() @Cors('partnr') one() {}
      @Put() @Cors(undefined as never) two() {}
      @Put('x') @Cors({ methods: ['PUT'] }) three() {}
    }
    @Controller('b')
    class B {
      @Get() @Cors({ methods: ['PUT'] }) one() {}
    }
    const refused = createApp(makeAdapter, {
      imports: [CorsModule.forRoot({ origin: '*', policies: { partner: { origin: app } } })],
      controllers: [A, B],
    });
    await expect(refused).rejects.toMatchObject({ name: 'CorsPolicyError' });
    const { issues } = (await refused.catch((error: unknown) => error)) as {
      issues: { code: string; path: string; message: string }[];
    };
    expect(issues.map(({ code, path }) => `${code} ${path}`)).toEqual([
      'unknown-key @Cors on A.orign',
      'unknown-policy @Cors on A.one',
      'options-type @Cors on A.two',
      'method-omitted @Cors on B.one.methods',
    ]);
    expect(issues.at(-1)?.message).toContain('GET /b (B.one)');
  });

  test('what an unset variable leaves in forRoot is refused', async () => {
    await expect(
      createApp(makeAdapter, { imports: [CorsModule.forRoot({ origin: undefined } as never)] }),
    ).rejects.toMatchObject({
      issues: [{ code: 'value-undefined', path: 'CorsModule.forRoot.origin' }],
    });
  });

  test('a guard may read the decision, and refuse what a browser would only hide', async () => {
    const guard: CanActivate = {
      canActivate: (context) =>
        corsDecision(context.switchToHttp().getRequest<object>())?.allowed !== false,
    };
    server = await createApp(makeAdapter, { ...minimal, controllers: [Cats] }, (application) =>
      application.useGlobalGuards(guard),
    );
    expect((await ask(server, 'GET', '/cats', { origin: app })).status).toBe(200);
    expect((await ask(server, 'GET', '/cats')).status).toBe(200);
    expect((await ask(server, 'GET', '/cats', { origin: evil })).status).toBe(403);
    expect(corsDecision({})).toBeUndefined();
  });

  test('a testing module, whose adapter comes late', async () => {
    const module = await Test.createTestingModule({ ...minimal, controllers: [Cats] }).compile();
    const testing = module.createNestApplication(makeAdapter() as ExpressAdapter);
    server = testing;
    await testing.listen(0, '127.0.0.1');
    const { headers } = await ask(testing, 'GET', '/cats', { origin: app });
    expect(headers['access-control-allow-origin']).toBe(app);
    const flight = await preflight(testing, '/cats', 'PUT', { origin: evil });
    expect(flight.headers['access-control-allow-origin']).toBe(evil);
  });

  test('a unit test of a controller needs no CorsModule, and an application context no adapter', async () => {
    vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
    const module = await Test.createTestingModule({ controllers: [Cats] }).compile();
    expect(module.get(Cats).list()).toEqual([]);
    const context = await Test.createTestingModule(minimal).compile();
    await expect(context.init()).resolves.toBeDefined();
    await context.close();
  });

  test('a denial is one warning with method, URL and fix, then a debug line each, then a sum', async () => {
    const lines: string[] = [];
    class Lines extends ConsoleLogger {
      override log() {}
      override warn(message: unknown) {
        lines.push(`warn ${String(message)}`);
      }
      override debug(message: unknown) {
        lines.push(`debug ${String(message)}`);
      }
    }
    server = await createApp(makeAdapter, minimal, () => {}, { logger: new Lines() });
    lines.splice(0);
    const denied = /GET \/cats: "https:\/\/evil\.example" is not among .* Fix: /;
    await ask(server, 'GET', '/cats?a=1', { origin: evil });
    await ask(server, 'GET', '/cats?a=1', { origin: evil });
    await ask(server, 'GET', '/cats?a=1', { origin: app });
    expect(lines).toEqual([
      expect.stringMatching(new RegExp(`^warn ${denied.source}`)),
      expect.stringMatching(new RegExp(`^debug ${denied.source}`)),
    ]);
    await server.close();
    server = undefined;
    expect(lines.slice(2)).toEqual([
      expect.stringMatching(/^warn CORS denied 1 more request .*1 × GET \(no route\) from/),
    ]);
  });

  test('a logger of the user is told of it whatever levels were set once', async () => {
    const lines: string[] = [];
    const ignore = () => {};
    const logger = {
      log: ignore,
      warn: ignore,
      error: ignore,
      debug: (line: string) => lines.push(line),
    };
    Logger.overrideLogger(['error']);
    server = await createApp(makeAdapter, minimal, () => {}, { logger });
    lines.splice(0);
    await ask(server, 'GET', '/', { origin: evil });
    await ask(server, 'GET', '/', { origin: evil });
    Reflect.set(Logger, 'logLevels', undefined);
    expect(lines).toEqual([expect.stringContaining('is not among the policy')]);
  });

  test('middleware can ask for the decision', async () => {
    const seen: unknown[] = [];
    server = await createApp(makeAdapter, minimal, (application) => {
      application.use((request: object, _response: unknown, next: () => void) => {
        seen.push(corsDecision(request)?.reason);
        next();
      });
    });
    await ask(server, 'GET', '/', { origin: evil });
    expect(seen).toEqual(['origin-not-matched']);
  });

  test('an inspector that is asked too early says so', async () => {
    await createApp(makeAdapter, minimal, (application) => {
      server = application;
      expect(() => application.get(CorsInspector).routes()).toThrow(/app\.init\(\)/);
    });
  });

  test('a route that is given to the platform itself has the policy of the module', async () => {
    server = await createApp(makeAdapter, minimal, (application) => {
      const handler = (_request: unknown, response: { send(body: string): unknown }) =>
        response.send('ok');
      application.getHttpAdapter().get('/foreign', handler);
    });
    const answer = await ask(server, 'GET', '/foreign', { origin: app });
    expect([answer.body, answer.headers['access-control-allow-origin']]).toEqual(['ok', app]);
    expect((await preflight(server, '/foreign', 'GET')).status).toBe(204);
    expect(server.getHttpAdapter().getType()).toBe(platform);
  });
});

test('@Cors without the module is said, and does not stop the application', async () => {
  const errors = vi.spyOn(Logger.prototype, 'error').mockImplementation(() => {});
  for (const [, makeAdapter] of adapters) {
    server = await createApp(makeAdapter, { controllers: [Cats] });
    const { headers } = await ask(server, 'GET', '/cats', { origin: app });
    expect(headers).not.toHaveProperty('access-control-allow-origin');
    await server.close();
  }
  server = undefined;
  expect(errors.mock.calls.map(([message]) => String(message))).toEqual(
    adapters.map(() => expect.stringContaining('CorsModule is not imported')),
  );
});

test('types: options are checked where they are written', () => {
  Cors({ credentials: true, origin: [app] });
  Cors('partner');
  Cors(false);
  // @ts-expect-error a typo is no option
  Cors({ orign: app });
  // @ts-expect-error browsers reject `*` together with credentials
  CorsModule.forRoot({ origin: '*', credentials: true });
  // @ts-expect-error a static property is no handler
  expect(() => Cors('partner')(Cats, 'name')).toThrow(TypeError);
});
