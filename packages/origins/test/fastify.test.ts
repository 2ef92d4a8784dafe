import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import corsPlugin, { type CorsPluginOptions } from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';
import { afterEach, beforeEach, expect, test } from 'vitest';

import { createOriginList, createOriginLookup, fileSource } from '../src/index.ts';
import { a, b } from './support/follower.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
  path = join(folder, 'tenants.json');
});
afterEach(() => rm(folder, { recursive: true }));

const write = (entries: readonly unknown[]): Promise<void> =>
  writeFile(path, JSON.stringify(entries));

async function serverOf(options: CorsPluginOptions): Promise<FastifyInstance> {
  const server: FastifyInstance = Fastify();
  server.register(corsPlugin, options);
  server.put('/t/:tenant', async () => 'x');
  await server.ready();
  return server;
}

/** Which of these origins are let in, on a request and on its preflight alike. */
async function allowed(
  server: FastifyInstance,
  url: string,
  ...origins: readonly string[]
): Promise<readonly string[]> {
  const found: string[] = [];
  for (const origin of origins) {
    const headers = { origin, 'access-control-request-method': 'PUT' };
    const own = await server.inject({ method: 'PUT', url, headers });
    const asked = await server.inject({ method: 'OPTIONS', url, headers });
    expect(own.statusCode).toBe(200);
    const grants = [own, asked].map((each) => each.headers['access-control-allow-origin']);
    expect(grants[0]).toBe(grants[1]);
    if (grants[0] === origin) found.push(origin);
  }
  return found;
}

test('a server follows a file, and leaves out what boot would refuse', async () => {
  const said: string[] = [];
  await write([a, 'http://plain.example', 'https://slash.example/', 7, 'https://*.wild.example']);
  const list = createOriginList({
    source: fileSource(path),
    log: { warn: (text) => said.push(text) },
  });
  const server = await serverOf({ origin: ['https://app.example', list], credentials: true });
  const origins = [a, b, 'http://plain.example', 'https://slash.example', 'https://x.wild.example'];
  expect(await allowed(server, '/t/x', 'https://app.example', ...origins)).toEqual([
    'https://app.example',
    a,
    'https://x.wild.example',
  ]);
  expect(server.corsOriginLists()).toMatchObject([{ name: 'tenants', size: 2, problemCount: 3 }]);
  expect(said).toEqual([
    expect.stringMatching(
      /^Of the list "tenants" 3 entries are left out:\n\[http-with-credentials\] tenants\[1\][^]*\[origin-trailing-slash\] tenants\[2\][^]*Fix: [^]*tenants\[3\]/,
    ),
  ]);
  await write([b]);
  await expect.poll(() => allowed(server, '/t/x', a, b), { timeout: 20_000 }).toEqual([b]);
  await server.close();
  expect(list.status().source.state).toBe('closed');
});

test('a server without its file does not start', async () => {
  const origin = createOriginList({ source: fileSource(path) });
  await expect(serverOf({ origin })).rejects.toThrow('The list "tenants" cannot be loaded: ENOENT');
});

test('each tenant has origins of its own', async () => {
  await write([
    { key: 'acme', origin: a },
    { key: 'umbrella', origin: b },
  ]);
  const origin = createOriginList({
    source: fileSource(path),
    tenant: ({ params }) => params['tenant'],
  });
  const server = await serverOf({ origin, credentials: true });
  expect(await allowed(server, '/t/acme', a, b)).toEqual([a]);
  expect(await allowed(server, '/t/umbrella', a, b)).toEqual([b]);
  expect(await allowed(server, '/t/nobody', a, b)).toEqual([]);
  await server.close();
});

test('a lookup is an origin function', async () => {
  const asked: string[] = [];
  const origin = createOriginLookup({
    lookup: async (each, { tenant }) => {
      asked.push(`${tenant} ${each}`);
      return tenant === 'acme' && each === a;
    },
    tenant: ({ params }) => params['tenant'],
  });
  const server = await serverOf({ origin, credentials: true });
  expect(await allowed(server, '/t/acme', a, b, a)).toEqual([a, a]);
  expect(await allowed(server, '/t/umbrella', a)).toEqual([]);
  expect(asked).toEqual([`acme ${a}`, `acme ${b}`, `umbrella ${a}`]);
  await server.close();
});

test('policies that trust differently have different entries of one list', async () => {
  await write([a, 'http://plain.example']);
  const origin = createOriginList({ source: fileSource(path), log: { warn: () => undefined } });
  const server = Fastify();
  server.register(corsPlugin, { origin, credentials: true, policies: { open: { origin } } });
  server.put('/t/secret', async () => 'x');
  server.put('/t/open', { config: { cors: 'open' } }, async () => 'x');
  await server.ready();
  expect(await allowed(server, '/t/secret', a, 'http://plain.example')).toEqual([a]);
  expect(await allowed(server, '/t/open', a, 'http://plain.example')).toEqual([
    a,
    'http://plain.example',
  ]);
  await server.close();
});

test('policies that a reload makes have the entries of an open list before they are in force', async () => {
  // So many that compiling them takes several turns.
  const many = Array.from({ length: 30_000 }, (_, index) => `https://t${index}.example`);
  await write(['http://plain.example', ...many, a]);
  const origin = createOriginList({ source: fileSource(path), log: { warn: () => undefined } });
  const server = await serverOf({ origin, credentials: true });
  expect(await allowed(server, '/t/x', a, 'http://plain.example')).toEqual([a]);
  // Another trust, and so entries of its own.
  await server.corsReload({ origin });
  expect(await allowed(server, '/t/x', 'http://plain.example', a)).toEqual([
    'http://plain.example',
    a,
  ]);
  await server.close();
  expect(origin.status().source.state).toBe('closed');
});
