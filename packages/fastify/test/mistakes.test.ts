import otherCors from '@fastify/cors';
import Fastify, { type FastifyInstance, type RouteShorthandOptions } from 'fastify';
import fp from 'fastify-plugin';
import { describe, expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, refusedCodes, warnings } from './server.ts';

type Declare = (server: FastifyInstance) => unknown;

const ours = { origin: [app] };
const route: Declare = (each) => each.get('/a', async () => 'x');
const misplaced = { cors: false } as RouteShorthandOptions;

/** In an encapsulated plugin: ours, and perhaps more. */
const scope =
  (inside?: Declare, options: object = ours): Declare =>
  (server) =>
    server.register(async (each) => {
      each.register(corsPlugin, options);
      inside?.(each);
    });
const below =
  (prefix: string, inside: Declare): Declare =>
  (server) =>
    server.register(async (each) => void inside(each), { prefix });

const all =
  (...parts: readonly Declare[]): Declare =>
  (server) => {
    for (const part of parts) part(server);
  };
const root: Declare = (server) => server.register(corsPlugin, ours);
const other: Declare = (server) => server.register(otherCors, { origin: true });

describe('what Fastify takes without a word', () => {
  test.each<[what: string, declare: Declare, refused: string]>([
    [
      'a registration in a plugin without fastify-plugin, the routes elsewhere',
      all(scope(), route),
      'registration-covers-nothing',
    ],
    ['the same further inside', below('/v1', all(scope(), route)), 'registration-covers-nothing'],
    [
      'a registration below a prefix, the routes below the same prefix, but not in it',
      all(below('/v1', root), below('/v1', route)),
      'registration-covers-nothing',
    ],
    [
      'cors beside config',
      all(root, (each) => each.put('/x', misplaced, async () => 'x')),
      'route-option-misplaced',
    ],
    [
      'cors beside config, for a GET and its HEAD',
      all(root, (each) => each.get('/x', misplaced, async () => 'x')),
      'route-option-misplaced',
    ],
    ['@fastify/cors before ours', all(other, root), 'other-cors-plugin'],
    ['@fastify/cors after ours', all(root, other), 'other-cors-plugin'],
    ['@fastify/cors in a scope of ours', all(root, below('/v1', other)), 'other-cors-plugin'],
    ['ours in a scope of @fastify/cors', all(other, scope(route)), 'other-cors-plugin'],
  ])('%s is refused', async (_, declare, refused) => {
    const server = Fastify();
    declare(server);
    expect(await refusedCodes(server)).toEqual([refused]);
  });

  test.each<[what: string, declare: Declare, warned: readonly string[]]>([
    ['ours twice in one scope', all(root, root, route), ['registration-twice']],
    ['ours twice in the root by two plugins', all(root, fpd(root), route), ['registration-twice']],
    [
      'a registration without routes, where no others are',
      scope(),
      ['registration-covers-nothing'],
    ],
    [
      'a registration without routes in one with',
      all(root, route, scope()),
      ['registration-covers-nothing'],
    ],
    [
      'a prefix of the registration itself',
      all((each) => each.register(corsPlugin, { ...ours, prefix: '/v1' }), route),
      ['registration-prefix'],
    ],
    [
      'the options of register',
      all(
        (each) => each.register(corsPlugin, { ...ours, logLevel: 'warn', logSerializers: {} }),
        route,
      ),
      [],
    ],
    ['a scope with routes, and others beside it', all(scope(route), below('/b', route)), []],
    ['a scope with a prefix, and no route', all(below('/v1', root), route), []],
    [
      '@fastify/cors in a scope beside ours',
      all(below('/a', other), below('/b', scope(route))),
      [],
    ],
  ])('%s starts, and warns as it should', async (_, declare, warned) => {
    const { server, codes } = warnings();
    declare(server);
    await server.ready();
    expect(codes()).toEqual(warned);
  });

  function fpd(plugin: Declare): Declare {
    return (server) => server.register(fp(async (each: FastifyInstance) => void plugin(each)));
  }
});

test('options of register leave no policy, and hide no promise', async () => {
  const open = Fastify();
  open.register(corsPlugin, { logLevel: 'warn' });
  open.get('/a', async () => 'x');
  const { headers } = await open.inject({ url: '/a', headers: { origin: app } });
  expect(headers['access-control-allow-origin']).toBe('*');
  const promised = Fastify();
  promised.register(
    corsPlugin,
    Object.assign(Promise.resolve(ours), { logLevel: 'warn' }) as never,
  );
  expect(await refusedCodes(promised)).toEqual(['options-type']);
});

test('the fix is named: fastify-plugin around the file', async () => {
  const server = Fastify();
  server.register(async function cors(each) {
    each.register(corsPlugin, ours);
  });
  server.get('/a', async () => 'x');
  await expect(Promise.resolve(server.ready())).rejects.toThrow(
    /covers no route and no path: it is for the encapsulated plugin "cors"[^]*GET \/a is declared outside its scope\.\n {2}Fix: Wrap the file that registers it in fastify-plugin/,
  );
});
