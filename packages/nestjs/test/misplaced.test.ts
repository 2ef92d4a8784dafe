import { Controller, Get, type INestApplication, Injectable, Logger } from '@nestjs/common';
import { ExpressAdapter } from '@nestjs/platform-express';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { Cors, CorsModule, corsFrameworkErrors } from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight } from './server.ts';

/** As the package `cors` names what it makes. */
const theirs = [
  function corsMiddleware(_request: never, _response: never, next: () => void) {
    next();
  },
] as const;

@Injectable()
class CatsResolver {
  @Cors('public') cats() {
    return [];
  }
}

@Cors('public')
@Injectable()
class CatsService {}

@Controller('cats')
class Cats {
  @Get(':id') list() {
    return this.helper();
  }
  @Cors({ credentials: true }) helper() {
    return [];
  }
}

const module = CorsModule.forRoot({ origin: [app], policies: { public: { origin: '*' } } });

let server: INestApplication | undefined;
afterEach(async () => {
  vi.restoreAllMocks();
  await server?.close();
  server = undefined;
});

const warnings = () => {
  const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
  return () => warn.mock.calls.map(([message]) => String(message));
};

describe.each(adapters)('on %s', (_, makeAdapter) => {
  test('@Cors() where no route is', async () => {
    const told = warnings();
    server = await createApp(makeAdapter, {
      imports: [module],
      controllers: [Cats],
      providers: [CatsResolver, CatsService],
    });
    expect(told()).toEqual(
      ['Cats.helper', 'CatsResolver.cats', 'CatsService'].map((place) =>
        expect.stringContaining(`@Cors on ${place} changes nothing`),
      ),
    );
  });

  test('an unknown policy is refused there', async () => {
    @Injectable()
    class Resolver {
      @Cors('nosuchpolicy') cats() {}
    }
    await expect(
      createApp(makeAdapter, { imports: [module], providers: [Resolver] }),
    ).rejects.toMatchObject({
      issues: [{ code: 'unknown-policy', path: '@Cors on Resolver.cats' }],
    });
  });

  test('another CORS middleware is told of, once', async () => {
    const told = warnings();
    server = await createApp(makeAdapter, { imports: [module], controllers: [] }, (application) =>
      application.use(...theirs),
    );
    expect(told()).toEqual([expect.stringContaining('Another CORS middleware')]);
  });

  test('a line about a denied request says which, without its query', async () => {
    const lines: string[] = [];
    const ignore = () => {};
    const logger = {
      log: ignore,
      warn: (line: string) => lines.push(line),
      error: ignore,
      debug: ignore,
    };
    server = await createApp(makeAdapter, { imports: [module], controllers: [Cats] }, ignore, {
      logger,
    });
    lines.splice(0);
    await ask(server, 'GET', '/cats/1?token=secret', { origin: evil });
    await preflight(server, '/cats/1', 'PUT', { origin: evil });
    expect(lines).toEqual([
      expect.stringMatching(/^GET \/cats\/1: /),
      expect.stringMatching(/^OPTIONS \/cats\/1: /),
    ]);
  });

  test('problems of forRootAsync name it', async () => {
    const imports = [CorsModule.forRootAsync({ useFactory: () => ({ origin: ['app.example'] }) })];
    await expect(createApp(makeAdapter, { imports })).rejects.toMatchObject({
      issues: [{ path: 'CorsModule.forRootAsync.origin[0]' }],
    });
  });
});

// Fastify does not start twice by itself.
test('two applications on one instance of Express are refused', async () => {
  server = await createApp(() => new ExpressAdapter(), { imports: [module] });
  const instance = server.getHttpAdapter().getInstance();
  await expect(
    createApp(() => new ExpressAdapter(instance), { imports: [module] }),
  ).rejects.toThrow(/share one instance/);
});

test('@fastify/cors is told of', async () => {
  const told = warnings();
  server = await createApp(
    () => new FastifyAdapter(),
    { imports: [module] },
    async (application) => {
      const { default: cors } = await import('@fastify/cors');
      const adapter = application.getHttpAdapter() as unknown as {
        register(plugin: unknown, options: object): Promise<unknown>;
      };
      await adapter.register(cors, { origin: true });
    },
  );
  expect(told()).toEqual([expect.stringContaining('@fastify/cors')]);
});

test.each([
  ['/cats/%zz', 400, app, app],
  ['/cats/%zz', 400, evil, undefined],
  [`/cats/${'x'.repeat(200)}`, 414, app, app],
  [`/cats/${'x'.repeat(200)}`, 414, evil, undefined],
])(
  'what Fastify answers before any hook has CORS headers: %s, %i, from %s',
  async (path, status, origin, readable) => {
    server = await createApp(() => new FastifyAdapter({ frameworkErrors: corsFrameworkErrors }), {
      imports: [module],
      controllers: [Cats],
    });
    const answer = await ask(server, 'GET', path, { origin });
    expect([answer.status, answer.headers['access-control-allow-origin']]).toEqual([
      status,
      readable,
    ]);
    expect(JSON.parse(answer.body)).toMatchObject({ statusCode: status });
  },
);

test('types: corsFrameworkErrors fits every server of Fastify', () => {
  const options = [
    () => new FastifyAdapter({ frameworkErrors: corsFrameworkErrors }),
    () => new FastifyAdapter({ http2: true, frameworkErrors: corsFrameworkErrors }),
  ];
  for (const make of options) expect(make().getType()).toBe('fastify');
});
