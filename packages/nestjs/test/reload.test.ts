import { Controller, Get, Module, Put } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { describe, expect, test } from 'vitest';

import { type MemoryList, memoryList } from '../../core/test/memory-list.ts';
import {
  Cors,
  CorsInspector,
  CorsModule,
  type CorsModuleOptions,
  CorsPolicyError,
  CorsReloader,
} from '../src/index.ts';
import { adapters, ask, createApp, preflight } from './server.ts';

const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

@Controller()
class Routes {
  @Get('plain') plain() {
    return 'x';
  }
  @Cors({ maxAge: 60 })
  @Get('own')
  own() {
    return 'x';
  }
  @Cors('partner')
  @Get('named')
  named() {
    return 'x';
  }
  @Put('t/:tenant') put() {
    return 'x';
  }
}

const partner = (origin: string): CorsModuleOptions => ({
  origin: [a],
  policies: { partner: { origin: [origin] } },
  paths: { '/files': { origin: [origin] } },
});

describe.each(adapters)('on %s', (_platform, create) => {
  const start = (options: CorsModuleOptions) =>
    createApp(create, { imports: [CorsModule.forRoot(options)], controllers: [Routes] });
  type App = Awaited<ReturnType<typeof start>>;

  /** Which of three origins a path is for, on the request and its preflight alike. */
  async function grants(app: App, path: string, method = 'GET'): Promise<string> {
    const names: string[] = [];
    for (const [name, origin] of Object.entries({ a, b, c })) {
      const own = await ask(app, method, path, { origin });
      const asked = await preflight(app, path, method, { origin });
      const [granted, preflighted] = [own, asked].map(
        ({ headers }) => headers['access-control-allow-origin'] === origin,
      );
      expect([path, origin, preflighted]).toEqual([path, origin, granted]);
      if (granted) names.push(name);
    }
    return names.join('');
  }

  test('reload replaces the policies of all routes, which keep their own levels', async () => {
    const app = await start(partner(a));
    await app.get(CorsReloader).reload({ ...partner(c), origin: [b] });
    expect(await grants(app, '/plain')).toBe('b');
    expect(await grants(app, '/own')).toBe('b');
    expect(await grants(app, '/named')).toBe('c');
    expect(await grants(app, '/nothing')).toBe('b');
    const routes = app.get(CorsInspector).routes();
    expect(routes.find(({ path }) => path === '/own')?.policy).toMatchObject({
      origin: [b],
      maxAge: 60,
    });
    expect(routes.find(({ path }) => path === '/files')?.policy).toMatchObject({ origin: [c] });
    await app.close();
  });

  test('reload refuses what boot refuses, with all problems, and leaves the old policies', async () => {
    const app = await start(partner(a));
    const error: unknown = await app
      .get(CorsReloader)
      .reload({ origin: ['nonsense', 'https://x.example/'] })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CorsPolicyError);
    expect((error as CorsPolicyError).issues.map(({ code }) => code).toSorted()).toEqual([
      'origin-missing-scheme',
      'origin-trailing-slash',
      'unknown-policy',
    ]);
    expect(await grants(app, '/plain')).toBe('a');
    expect(await grants(app, '/named')).toBe('a');
    await app.close();
  });

  test('lists are loaded before the application is ready, followed, replaced, and closed with it', async () => {
    const [first, second] = [memoryList('first', [a]), memoryList('second', [b])];
    const named = { policies: { partner: { origin: [a] } } };
    const app = await start({ origin: [first], ...named });
    expect(await grants(app, '/plain')).toBe('a');
    await first.replace([b, c]);
    expect(await grants(app, '/plain')).toBe('bc');
    expect(app.get(CorsInspector).originLists()).toMatchObject([{ name: 'first', version: 2 }]);
    await app.get(CorsReloader).reload({ origin: [second], ...named });
    expect([first.holders(), second.holders()]).toEqual([0, 1]);
    expect(await grants(app, '/plain')).toBe('b');
    await app.close();
    expect(second.holders()).toBe(0);
  });

  test('a tenant is found by its path, on the request and its preflight', async () => {
    const list: MemoryList = memoryList(
      'tenants',
      [
        { key: 'acme', origin: a },
        { key: 'umbrella', origin: b },
      ],
      ({ params }) => params['tenant'],
    );
    const app = await start({ origin: [list, c], policies: { partner: { origin: [a] } } });
    expect(await grants(app, '/t/acme', 'PUT')).toBe('ac');
    expect(await grants(app, '/t/umbrella', 'PUT')).toBe('bc');
    await app.close();
  });

  test('a list that cannot be opened keeps the application from starting', async () => {
    const down = { ...memoryList('down', []), open: () => Promise.reject(new Error('no store')) };
    await expect(start({ origin: [down], policies: { partner: { origin: [a] } } })).rejects.toThrow(
      'no store',
    );
  });
});

test('without a server there is nothing to reload', async () => {
  @Module({ imports: [CorsModule.forRoot({ origin: [a] })] })
  class Root {}
  const context = await NestFactory.createApplicationContext(Root, { logger: false });
  await expect(context.get(CorsReloader).reload({ origin: [b] })).rejects.toThrow(
    'await app.init() first',
  );
  await context.close();
});
