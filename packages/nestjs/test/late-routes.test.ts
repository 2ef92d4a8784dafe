import { All, Controller, type INestApplication, Inject, Injectable, Module } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import { FastifyAdapter } from '@nestjs/platform-fastify';
import { afterEach, describe, expect, test } from 'vitest';

import { Cors, CorsInspector, CorsModule } from '../src/index.ts';
import { app, ask, createApp, evil, preflight, protocolHeaders } from './server.ts';

interface Fastify {
  get(path: string, handler: () => Promise<string>): void;
  post(path: string, handler: () => Promise<string>): void;
  register(plugin: (inner: Fastify) => Promise<void>): void;
}

@Cors({ origin: '*' })
@Controller()
class CatchAll {
  @All('*') all() {
    return 'all';
  }
}

/** Gives routes to Fastify itself while the application starts, as GraphQL's modules do. */
@Injectable()
class Late {
  constructor(@Inject(HttpAdapterHost) readonly host: HttpAdapterHost) {}

  get fastify(): Fastify {
    return this.host.httpAdapter.getInstance();
  }

  onModuleInit(): void {
    this.fastify.post('/graphql', async () => 'graphql');
  }

  onApplicationBootstrap(): void {
    this.fastify.register(async (inner) => {
      inner.post('/plugin', async () => 'plugin');
    });
  }
}

@Module({ providers: [Late] })
class LateModule {}

let server: INestApplication | undefined;
afterEach(() => server?.close());

describe.each([
  ['before', [LateModule, CorsModule.forRoot({ origin: [app] })]],
  ['behind', [CorsModule.forRoot({ origin: [app] }), LateModule]],
] as const)('a module %s ours that adds routes to Fastify', (_, imports) => {
  test.each(['/graphql', '/plugin'])(
    'has the policy of the module at %s, not that of a catch-all, preflight and actual alike',
    async (path) => {
      server = await createApp(() => new FastifyAdapter(), {
        imports: [...imports],
        controllers: [CatchAll],
      });
      expect((await preflight(server, path, 'POST')).headers).toMatchObject({
        'access-control-allow-origin': app,
        'access-control-allow-methods': 'POST',
      });
      expect((await preflight(server, path, 'POST', { origin: evil })).status).toBe(403);
      expect(protocolHeaders(await ask(server, 'POST', path, { origin: evil }))).toEqual({
        vary: 'Origin',
      });
      expect((await preflight(server, '/other', 'POST', { origin: evil })).status).toBe(204);
      const routes = server.get(CorsInspector).routes();
      expect(routes.find((route) => route.path === path)).toMatchObject({
        method: 'POST',
        policy: { origin: [app] },
      });
    },
  );
});
