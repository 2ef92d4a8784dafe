import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';

import { memoryList } from '../../core/test/memory-list.ts';
import corsPlugin, { CorsPolicyError } from '../src/index.ts';
import { preflight } from './server.ts';

const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

/** Two scopes, a named policy, a route with a level of its own. */
async function createApp(): Promise<{ app: FastifyInstance; scope: FastifyInstance }> {
  const app: FastifyInstance = Fastify();
  let scope: FastifyInstance = app;
  app.register(corsPlugin, { origin: [a], policies: { partner: { origin: [a] } } });
  app.get('/plain', async () => 'x');
  app.get('/own', { config: { cors: { maxAge: 60 } } }, async () => 'x');
  app.get('/named', { config: { cors: 'partner' } }, async () => 'x');
  app.get('/off', { config: { cors: false } }, async () => 'x');
  app.register(
    async (inner) => {
      scope = inner;
      inner.register(corsPlugin, { credentials: true });
      inner.get('/in', async () => 'x');
    },
    { prefix: '/scope' },
  );
  await app.ready();
  return { app, scope };
}

/** Which of three origins each path is for, on the request and its preflight alike. */
async function grants(app: FastifyInstance): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const path of ['/plain', '/own', '/named', '/off', '/scope/in', '/nothing']) {
    const names: string[] = [];
    for (const [name, origin] of Object.entries({ a, b, c })) {
      const own = await app.inject({ url: path, headers: { origin } });
      const asked = await preflight(app, path, 'GET', { origin });
      const [granted, preflighted] = [own, asked].map(
        ({ headers }) => headers['access-control-allow-origin'] === origin,
      );
      expect([path, origin, preflighted]).toEqual([path, origin, granted]);
      if (granted) names.push(name);
    }
    found[path] = names.join('');
  }
  return found;
}

const before = {
  '/plain': 'a',
  '/own': 'a',
  '/named': 'a',
  '/off': '',
  '/scope/in': 'a',
  '/nothing': 'a',
};

describe('corsReload', () => {
  test('replaces the policies of all routes, which keep their own levels', async () => {
    const { app } = await createApp();
    expect(await grants(app)).toEqual(before);
    await app.corsReload({ origin: [b], policies: { partner: { origin: [c] } } });
    expect(await grants(app)).toEqual({
      '/plain': 'b',
      '/own': 'b',
      '/named': 'c',
      '/off': '',
      '/scope/in': 'b',
      '/nothing': 'b',
    });
    expect(app.corsRoutes().find(({ path }) => path === '/own')?.policy).toMatchObject({
      origin: [b],
      maxAge: 60,
    });
    await app.close();
  });

  test('in a scope replaces what is registered there', async () => {
    const { app, scope } = await createApp();
    await scope.corsReload({ origin: [c] });
    expect(await grants(app)).toEqual({ ...before, '/scope/in': 'c' });
    // The scope around it is another's to replace, and both stay replaced.
    await app.corsReload({ origin: [b], policies: { partner: { origin: [a] } } });
    expect(await grants(app)).toMatchObject({ '/plain': 'b', '/scope/in': 'c' });
    await app.close();
  });

  test('refuses what boot refuses, with all problems, and leaves the old policies', async () => {
    const { app } = await createApp();
    const error: unknown = await app
      .corsReload({ origin: ['nonsense', 'https://x.example/'], maxAge: -1 })
      .catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(CorsPolicyError);
    expect((error as CorsPolicyError).issues.map(({ code }) => code).toSorted()).toEqual([
      'max-age-range',
      'origin-missing-scheme',
      'origin-trailing-slash',
      // The route still names it, and nobody defines it any more.
      'unknown-policy',
    ]);
    expect(await grants(app)).toEqual(before);
    await app.close();
  });

  test('takes RegExps, which are checked before', async () => {
    const { app } = await createApp();
    await expect(
      app.corsReload({
        origin: /^https:\/\/(x+)+\.example$/,
        policies: { partner: { origin: '*' } },
      }),
    ).rejects.toMatchObject({ issues: [{ code: 'regexp-backtracking' }] });
    await app.corsReload({
      origin: /^https:\/\/[bc]\.example$/,
      dangerouslyTrustRegExp: true,
      policies: { partner: { origin: [a] } },
    });
    expect(await grants(app)).toMatchObject({ '/plain': 'bc', '/named': 'a' });
    await app.close();
  });

  test('opens the lists that are new, and closes those that nobody asks any more', async () => {
    const [first, second] = [memoryList('first', [a]), memoryList('second', [b])];
    const app = Fastify();
    app.register(corsPlugin, { origin: first });
    app.get('/plain', async () => 'x');
    await app.ready();
    await app.corsReload({ origin: [second] });
    expect([first.holders(), second.holders()]).toEqual([0, 1]);
    expect(await grants(app)).toMatchObject({ '/plain': 'b' });
    const down = {
      ...memoryList('down', []),
      open: () => Promise.reject(new Error('no database')),
    };
    await expect(app.corsReload({ origin: [down, first] })).rejects.toThrow('no database');
    expect([first.holders(), second.holders()]).toEqual([0, 1]);
    expect(await grants(app)).toMatchObject({ '/plain': 'b' });
    await app.close();
    expect(second.holders()).toBe(0);
  });

  test('one after the other, the last one stands', async () => {
    const { app } = await createApp();
    const policies = { partner: { origin: [a] } };
    await Promise.all([
      app.corsReload({ origin: [b], policies }),
      app.corsReload({ origin: ['broken'], policies }).catch(() => undefined),
      app.corsReload({ origin: [c], policies }),
    ]);
    expect(await grants(app)).toMatchObject({ '/plain': 'c' });
    await app.close();
  });

  test('says where it has to be called', async () => {
    const app = Fastify();
    app.register(async (inner) => {
      inner.register(corsPlugin, { origin: [a] });
      inner.get('/in', async () => 'x');
    });
    await expect(async () => {
      await app.after();
      await app.corsReload({ origin: [b] });
    }).rejects.toThrow('await app.ready() first');
    await app.ready();
    await expect(app.corsReload({ origin: [b] })).rejects.toThrow(
      'call it on the instance that registers corsPlugin',
    );
    await app.close();
  });
});
