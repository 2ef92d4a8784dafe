import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

import Fastify, { type FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';
import { describe, expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, evil, preflight, refusedCodes } from './server.ts';

const partner = 'https://partner.example';

const allowedOrigin = async (server: FastifyInstance, url: string, origin: string) =>
  (await server.inject({ url, headers: { origin } })).headers['access-control-allow-origin'];

describe('registered', () => {
  test('twice in one place, it is two levels', async () => {
    const server = Fastify();
    server.register(corsPlugin, { origin: [app], maxAge: 60 });
    server.register(corsPlugin, { credentials: true });
    server.put('/', async () => 'x');
    expect((await preflight(server, '/', 'PUT')).headers).toMatchObject({
      'access-control-allow-credentials': 'true',
      'access-control-max-age': '60',
    });
  });

  test('inside of a plugin that is not encapsulated, it is for all around it', async () => {
    const server = Fastify();
    server.register(
      fp(async (each: FastifyInstance) => {
        await each.register(corsPlugin, { origin: [app] });
      }),
    );
    server.get('/', async () => 'x');
    expect(await allowedOrigin(server, '/', app)).toBe(app);
  });

  test('in siblings, each has its own policy', async () => {
    const server = Fastify();
    for (const [prefix, origin] of [
      ['/a', app],
      ['/b', partner],
    ] as const) {
      server.register(
        async (each) => {
          each.register(corsPlugin, { origin: [origin] });
          each.get('/', async () => 'x');
        },
        { prefix },
      );
    }
    expect(await allowedOrigin(server, '/a', app)).toBe(app);
    expect(await allowedOrigin(server, '/b', app)).toBeUndefined();
    expect(await allowedOrigin(server, '/b/', partner)).toBe(partner);
    expect((await preflight(server, '/a/', 'GET')).statusCode).toBe(204);
  });

  test('in a child before its parent, the child inherits all the same', async () => {
    const server = Fastify();
    server.register(async (child) => {
      child.register(corsPlugin, { maxAge: 60 });
      child.put('/a', async () => 'x');
    });
    server.register(corsPlugin, { origin: [app] });
    expect((await preflight(server, '/a', 'PUT')).headers).toMatchObject({
      'access-control-allow-origin': app,
      'access-control-max-age': '60',
    });
  });

  test('in a child without options, it inherits, or is for everybody where there is nothing to inherit', async () => {
    const server = Fastify();
    server.register(async (child) => {
      child.register(corsPlugin);
      child.get('/a', async () => 'x');
    });
    expect(await allowedOrigin(server, '/a', evil)).toBe('*');
    const inner = Fastify();
    inner.register(corsPlugin, { origin: [app] });
    inner.register(async (child) => {
      child.register(corsPlugin);
      child.get('/a', async () => 'x');
    });
    expect(await allowedOrigin(inner, '/a', evil)).toBeUndefined();
  });

  test('names of policies reach inside, and the nearest definition wins', async () => {
    const server = Fastify();
    server.register(corsPlugin, {
      origin: false,
      policies: { open: { origin: [app] }, own: { origin: [app] } },
    });
    server.register(async (child) => {
      child.register(corsPlugin, { policies: { own: { origin: [partner] } } });
      child.get('/open', { config: { cors: 'open' } }, async () => 'x');
      child.get('/own', { config: { cors: 'own' } }, async () => 'x');
    });
    expect(await allowedOrigin(server, '/open', app)).toBe(app);
    expect(await allowedOrigin(server, '/own', partner)).toBe(partner);
    expect(await allowedOrigin(server, '/own', app)).toBeUndefined();
  });

  test('nowhere around a route that has config.cors, the server does not start', async () => {
    const server = Fastify();
    server.get('/a', { config: { cors: 'public' } }, async () => 'x');
    server.register(
      async (child) => {
        child.register(corsPlugin, { origin: [app] });
      },
      { prefix: '/child' },
    );
    expect(await refusedCodes(server)).toEqual(['route-not-covered']);
  });
});

describe('one config object for several routes', () => {
  test('is not changed, frozen or not', async () => {
    const config = Object.freeze({ cors: Object.freeze({ origin: Object.freeze([partner]) }) });
    const server = Fastify();
    server.register(corsPlugin, { origin: [app] });
    for (const url of ['/a', '/b']) server.get(url, { config }, async () => 'x');
    for (const url of ['/a', '/b']) expect(await allowedOrigin(server, url, partner)).toBe(partner);
    expect(Reflect.ownKeys(config)).toEqual(['cors']);
  });

  test('may be put in place by an onRoute hook of another plugin', async () => {
    const server = Fastify();
    server.addHook('onRoute', (route) => {
      route.config = { cors: { origin: [partner] } };
    });
    server.register(corsPlugin, { origin: [app] });
    server.get('/', async () => 'x');
    expect(await allowedOrigin(server, '/', partner)).toBe(partner);
  });
});

/** The module is imported after the instance is made: that takes a process of its own. */
async function runLate(script: string): Promise<string> {
  const source = `
    import Fastify from 'fastify';
    const app = Fastify();
    const answer = async () => {
      const { headers } = await app.inject({ url: '/a', headers: { origin: 'https://app.example' } });
      return String(headers['access-control-allow-origin']);
    };
    ${script}
    try { process.stdout.write(await answer()); } catch (error) { process.stdout.write(error.message); }
    await app.close();`;
  const args = [
    '--import=tsx',
    '--conditions=@routecors/source',
    '--input-type=module',
    '--eval',
    source,
  ];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    cwd: import.meta.dirname,
  });
  return stdout;
}

describe('imported after the instance was made', () => {
  test.each([
    [
      'it covers routes that come later',
      `await app.register(import('@routecors/fastify'), { origin: ['https://app.example'] }); app.get('/a', async () => 'x');`,
      /^https:\/\/app\.example$/,
    ],
    [
      'it covers routes of scopes that come later',
      `app.register(import('@routecors/fastify'), { origin: ['https://app.example'] }); app.register(async (each) => { each.get('/a', async () => 'x'); });`,
      /^https:\/\/app\.example$/,
    ],
    [
      'in a scope, it covers that scope',
      `app.register(async (each) => { await each.register(import('@routecors/fastify'), { origin: ['https://app.example'] }); each.get('/a', async () => 'x'); });`,
      /^https:\/\/app\.example$/,
    ],
    [
      'it stops the server where routes are declared already, and names them',
      `app.get('/a', async () => 'x'); app.register(import('@routecors/fastify'), { origin: ['https://app.example'] });`,
      /\/a \(GET, HEAD\)[\s\S]*Fix: Import '@routecors\/fastify' at the top/,
    ],
    [
      'it stops the server where routes were declared by the time it had loaded',
      `app.register(import('@routecors/fastify'), { origin: ['https://app.example'] }); app.get('/a', async () => 'x');`,
      /\/a \(GET, HEAD\)[\s\S]*Fix: /,
    ],
    [
      'it warns of hooks that were there before it, by name',
      `app.log.warn = (text) => process.stdout.write(text); app.addHook('onRequest', async function bearer() {}); await app.register(import('@routecors/fastify'), { origin: ['https://app.example'] }); app.get('/a', async () => 'x');`,
      /^\[hook-before-cors\][^]*already: bearer\.[^]*Fix: Import [^]*https:\/\/app\.example$/,
    ],
  ])(
    '%s',
    async (_, script, expected) => {
      expect(await runLate(script)).toMatch(expected);
    },
    20_000,
  );
});
