import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { type Peer, loners, peers } from './order-peers.ts';
import { app, evil, preflight } from './server.ts';

const ours: Peer = {
  name: 'ours',
  add: (server) => server.register(corsPlugin, { origin: [app] }),
};

async function serverOf(order: readonly Peer[]): Promise<FastifyInstance> {
  const server = Fastify();
  for (const { add } of order) add(server);
  server.register(async (each) => {
    each.get('/a', async () => 'x');
    each.put('/a', async () => 'x');
    each.get('/fail', async () => {
      throw new Error('meant to');
    });
  });
  return server;
}

/** What the page of an origin sees: the status, and whether it may. */
function seen(response: { statusCode: number; headers: Record<string, unknown> }): string {
  const { statusCode, headers } = response;
  const vary = String(headers['vary']).toLowerCase().split(', ').includes('origin') ? 'varies' : '';
  return `${statusCode} ${String(headers['access-control-allow-origin'])} ${vary}`;
}

/** Asks everything, and tells what was answered by the name of the question. */
async function ask(server: FastifyInstance, order: readonly Peer[]): Promise<object> {
  const passes = Object.assign({}, ...order.map(({ passes: headers }) => headers)) as object;
  const get = async (url: string, origin: string, headers: object = {}) =>
    seen(await server.inject({ url, headers: { ...passes, origin, ...headers } }));
  const isClosed = order.some(({ stops }) => stops && Object.keys(stops.headers).length === 0);
  const passed = isClosed
    ? {}
    : {
        allowed: await get('/a', app),
        denied: await get('/a', evil),
        missing: await get('/nothing', app),
        failed: await get('/fail', app),
      };
  const stopped: Record<string, string> = {};
  for (const { name, stops } of order) {
    if (stops === undefined) continue;
    stopped[name] = await get('/a', app, stops.headers);
    stopped[`preflight of ${name}`] = seen(await preflight(server, '/a', 'PUT', stops.headers));
  }
  return {
    ...passed,
    ...stopped,
    preflight: seen(await preflight(server, '/a', 'PUT')),
    'preflight of a stranger': seen(await preflight(server, '/a', 'PUT', { origin: evil })),
    'preflight of a missing path': seen(await preflight(server, '/nothing', 'PUT')),
  };
}

function expected(order: readonly Peer[]): object {
  const granted = `204 ${app} varies`;
  const stopped = order.flatMap(({ name, stops }) =>
    stops
      ? [
          [name, `${stops.status} ${app} varies`],
          [`preflight of ${name}`, granted],
        ]
      : [],
  );
  const isClosed = order.some(({ stops }) => stops && Object.keys(stops.headers).length === 0);
  return {
    ...(!isClosed && {
      allowed: `200 ${app} varies`,
      denied: '200 undefined varies',
      missing: `404 ${app} varies`,
      failed: `500 ${app} varies`,
    }),
    ...(Object.fromEntries(stopped) as object),
    preflight: granted,
    'preflight of a stranger': '403 undefined varies',
    'preflight of a missing path': granted,
  };
}

async function check(order: readonly Peer[]): Promise<void> {
  const server = await serverOf(order);
  try {
    expect(await ask(server, order)).toEqual(expected(order));
  } finally {
    await server.close();
  }
}

describe.each([...peers, ...loners])('$name', (peer) => {
  test.each([
    ['before ours', [peer, ours]],
    ['after ours', [ours, peer]],
  ] as const)('%s', (_, order) => check(order));
});

test('all of them in any order give the same answers', async () => {
  const all = [ours, ...peers];
  const orders = fc.shuffledSubarray(all, { minLength: all.length });
  await fc.assert(fc.asyncProperty(orders, check), {
    numRuns: 20,
    seed: 20_261_127,
    // Last of all and first of all, whatever chance says.
    examples: [[all], [all.toReversed()]],
  });
}, 120_000);

test('where nobody registers, no route has a hook of ours', async () => {
  const server = Fastify();
  server.get('/a', async () => 'x');
  await server.ready();
  expect(server.printRoutes({ includeHooks: true })).not.toContain('onRequest');
  expect((await server.inject('/a')).headers).not.toHaveProperty('vary');
  const hooked = Fastify();
  hooked.addHook('onRequest', async (_request, reply) => void reply.header('x-hook', '1'));
  hooked.get('/a', async () => 'x');
  expect((await hooked.inject('/a')).headers).toMatchObject({ 'x-hook': '1' });
  for (const each of [server, hooked]) {
    expect(() => each.addHook('onRequest', async () => {})).toThrow('already listening');
  }
  const broken = Fastify();
  broken.register(async () => {
    throw new Error('no database');
  });
  broken.addHook('onRequest', async () => {});
  await expect(Promise.resolve(broken.ready())).rejects.toThrow('no database');
});
