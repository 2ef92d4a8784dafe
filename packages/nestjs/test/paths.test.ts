import { Controller, Get, type INestApplication, Logger, Put } from '@nestjs/common';
import { Test } from '@nestjs/testing';
import { afterEach, describe, expect, test, vi } from 'vitest';

import { Cors, CorsInspector, CorsModule, type CorsModuleOptions, handsOff } from '../src/index.ts';
import { adapters, app, ask, createApp, evil, preflight, protocolHeaders } from './server.ts';

const partner = 'https://partner.example';

@Controller('api')
class Api {
  @Get() read() {
    return 'api';
  }
  @Put() @Cors(false) write() {
    return 'api';
  }
}

const options: CorsModuleOptions = {
  origin: [app],
  enforce: true,
  policies: { partner: { origin: [partner], credentials: true } },
  paths: {
    '/graphql': 'partner',
    '/static/*': { origin: '*', enforce: false },
    '/static/private/*path': false,
    '/tenants/:id/feed': { exposedHeaders: ['x-total-count'] },
    '/upstream/*path': handsOff,
  },
};

interface Foreign {
  all(path: string, handler: (request: never, response: Reply) => unknown): unknown;
}

interface Reply {
  header(name: string, value: string): { send(body: string): unknown };
}

/** What no controller owns: routes given to the platform itself, as libraries do it. */
function mount(application: INestApplication): void {
  const platform = application.getHttpAdapter().getInstance() as Foreign;
  const isExpress = application.getHttpAdapter().getType() === 'express';
  const paths = [
    '/graphql',
    isExpress ? '/upstream/*path' : '/upstream/*',
    isExpress ? '/*path' : '/*',
  ];
  for (const path of paths) {
    platform.all(path, (_request, response) =>
      response.header('access-control-allow-origin', 'https://upstream.example').send(path),
    );
  }
}

let server: INestApplication | undefined;
afterEach(() => server?.close());

const metadata = { imports: [CorsModule.forRoot(options)], controllers: [Api] };

describe.each(adapters)('paths that no controller owns, on %s', (_, makeAdapter) => {
  test.each([
    // path, origin, what it may read, status of a preflight for PUT
    [
      '/graphql',
      partner,
      { 'access-control-allow-origin': partner, 'access-control-allow-credentials': 'true' },
      204,
    ],
    ['/graphql?query=1', app, {}, 403],
    ['/graphql/', app, {}, 403],
    ['/static/logo.png', evil, { 'access-control-allow-origin': '*' }, 204],
    ['/static/deep/logo.png', evil, { 'access-control-allow-origin': '*' }, 204],
    ['/st%61tic/logo.png', evil, { 'access-control-allow-origin': '*' }, 204],
    ['/static/private/key', evil, {}, 403],
    ['/static/private/key', app, {}, 403],
    ['/st%61tic/priv%61te/key', app, {}, 403],
    [
      '/tenants/7/feed',
      app,
      { 'access-control-allow-origin': app, 'access-control-expose-headers': 'x-total-count' },
      204,
    ],
    ['/tenants/7/feed', partner, {}, 403],
    ['/other', app, { 'access-control-allow-origin': app }, 204],
    ['/other', partner, {}, 403],
    ['/api', app, { 'access-control-allow-origin': app }, 403],
    ['/api', partner, {}, 403],
  ] as const)('%s from %s', async (path, origin, readable, status) => {
    server = await createApp(makeAdapter, metadata, mount);
    const { vary: _vary, ...headers } = protocolHeaders(await ask(server, 'GET', path, { origin }));
    expect(headers).toEqual(readable);
    const answer = await preflight(server, path, 'PUT', { origin });
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBe(
      status === 204 ? readable['access-control-allow-origin' as never] : undefined,
    );
  });

  test('a path that is left alone keeps its own CORS, preflights included, and is not enforced', async () => {
    server = await createApp(makeAdapter, metadata, mount);
    const theirs = { 'access-control-allow-origin': 'https://upstream.example' };
    expect(protocolHeaders(await ask(server, 'POST', '/upstream/x', { origin: evil }))).toEqual(
      theirs,
    );
    const answer = await preflight(server, '/upstream/x', 'PUT', { origin: evil });
    expect([answer.status, protocolHeaders(answer)]).toEqual([200, theirs]);
    expect((await ask(server, 'POST', '/other', { origin: evil })).status).toBe(403);
  });

  test('the inspector prints them', async () => {
    server = await createApp(makeAdapter, metadata);
    const routes = server.get(CorsInspector).routes();
    expect(routes.filter(({ method }) => method === '*')).toEqual([
      expect.objectContaining({
        path: '/graphql',
        policy: expect.objectContaining({ origin: [partner] }),
      }),
      expect.objectContaining({ path: '/static/*', policy: { origin: '*' } }),
      expect.objectContaining({
        path: '/static/private/*path',
        policy: expect.objectContaining({ origin: false }),
      }),
      expect.objectContaining({
        path: '/tenants/:id/feed',
        from: expect.objectContaining({
          exposedHeaders: 'CorsModule.forRoot.paths["/tenants/:id/feed"]',
        }),
      }),
      expect.objectContaining({ path: '/upstream/*path', policy: null }),
    ]);
  });

  test.each([
    ['unknown-policy', { '/graphql': 'parnter' }],
    ['unknown-key', { '/graphql': { orign: [app] } }],
    ['options-type', { '/graphql': undefined }],
    ['path-invalid', { graphql: 'partner' }],
    ['path-invalid', { '/a?b': 'partner' }],
    ['path-invalid', { '/:': 'partner' }],

    ['value-type', ['/graphql']],
    ['value-type', undefined],
  ])('%s is refused at boot: %j', async (code, paths) => {
    const imports = [CorsModule.forRoot({ ...options, paths } as never)];
    await expect(createApp(makeAdapter, { imports })).rejects.toMatchObject({
      issues: [
        expect.objectContaining({
          code,
          path: expect.stringContaining('CorsModule.forRoot.paths'),
        }),
      ],
    });
  });
});

test.each(adapters)(
  'boot warns where a controller owns a path, on %s',
  async (_name, makeAdapter) => {
    const warn = vi.spyOn(Logger.prototype, 'warn').mockImplementation(() => {});
    const application = await createApp(makeAdapter, {
      imports: [CorsModule.forRoot({ origin: [app], paths: { '/api': { origin: [partner] } } })],
      controllers: [Api],
    });
    const lines = warn.mock.calls.map(([line]) => line as string);
    expect(lines.filter((line) => line.includes('[path-of-controller]'))).toEqual([
      expect.stringContaining('GET /api reaches the route "/api" of a controller'),
    ]);
    warn.mockRestore();
    await application.close();
  },
);

test('they are printed without a server, too', async () => {
  const context = await Test.createTestingModule(metadata).compile();
  await context.init();
  expect(
    context
      .get(CorsInspector)
      .routes()
      .map(({ path }) => path),
  ).toContain('/graphql');
  await context.close();
});
