import '@routecors/user-agent/vitest';
import type { AddressInfo } from 'node:net';

import { createUserAgent } from '@routecors/user-agent';
import type { FastifyInstance } from 'fastify';
import { describe, expect, test } from 'vitest';

import { app as cookies } from '../site/recipes/cookies.ts';
import { app as graphql } from '../site/recipes/graphql.ts';
import { app as socketIo } from '../site/recipes/socket-io.ts';
import { app as uploads } from '../site/recipes/uploads.ts';
import { app as websockets } from '../site/recipes/websockets.ts';
import { pageOf } from './support/boot-recipe.ts';

/** Recipes that take more than one call, or that refuse what other pages send. */

const app = 'https://app.example';
const evil = 'https://evil.example';
const include = { credentials: 'include' } as const;

async function using(server: FastifyInstance, run: () => Promise<void>): Promise<void> {
  try {
    await server.ready();
    await run();
  } finally {
    await server.close();
  }
}

test('a cookie of one subdomain goes with the calls of the others', () =>
  using(cookies, async () => {
    const page = pageOf(cookies, 'https://www.shop.example');
    const post = { ...include, method: 'POST' };
    await expect(page.fetch('https://api.shop.example/session', post)).toAllowCors();
    const me = await page.fetch('https://api.shop.example/me', include);
    expect(await me.json()).toEqual({ sid: 'secret' });
    const stranger = await pageOf(cookies, evil).attempt('https://api.shop.example/session', post);
    expect(stranger.trace.steps.find(({ exchange }) => exchange)?.exchange?.response?.status).toBe(
      403,
    );
  }));

test('an upload with a progress bar is preflighted, and readable', () =>
  using(uploads, async () => {
    const body = new FormData();
    body.set('photo', new Blob(['12345']), 'photo.png');
    const init = { method: 'POST', body, useCorsPreflight: true };
    const { response, trace } = await pageOf(uploads, app).attempt(
      'https://api.example/photos',
      init,
    );
    expect(trace.steps.some(({ during }) => during === 'preflight')).toBe(true);
    expect(await response?.json()).toEqual({ bytes: 5 });
    await expect(pageOf(uploads, evil).fetch('https://api.example/photos', init)).toBlockCors({
      step: 'cors-check',
      during: 'preflight',
    });
  }));

test('a WebSocket opens for our page, and for no other', () =>
  using(websockets, async () => {
    const socket = await websockets.injectWS('/chat', { headers: { origin: app } });
    socket.terminate();
    await expect(websockets.injectWS('/chat', { headers: { origin: evil } })).rejects.toThrow(
      '403',
    );
  }));

describe('GraphQL', () => {
  const url = 'https://api.example/graphql';
  const query = JSON.stringify({ query: '{ hello }' });
  const post = { method: 'POST', body: query, headers: { 'content-type': 'application/json' } };

  test('our page may ask, and no other page sends anything', () =>
    using(graphql, async () => {
      const answer = await pageOf(graphql, app).fetch(url, { ...include, ...post });
      expect(await answer.json()).toEqual({ data: { hello: 'world' } });
      await expect(pageOf(graphql, evil).fetch(url, post)).toBlockCors({ during: 'preflight' });
      for (const [path, init] of [
        [url, { method: 'POST', body: query }],
        [`${url}?query={hello}`, {}],
      ] as const) {
        const { trace } = await pageOf(graphql, evil).attempt(path, init);
        expect(trace.steps.find(({ exchange }) => exchange)?.exchange?.response?.status).toBe(403);
      }
    }));
});

test('socket.io lets our page in, and no other', () =>
  using(socketIo, async () => {
    await socketIo.listen({ host: '127.0.0.1', port: 0 });
    const { port } = socketIo.server.address() as AddressInfo;
    const url = `http://127.0.0.1:${port}/socket.io/?EIO=4&transport=polling`;
    const response = await createUserAgent({ origin: app }).fetch(url, include);
    expect(await response.text()).toMatch(/^0\{"sid":/);
    await expect(createUserAgent({ origin: evil }).fetch(url, include)).toBlockCors({
      step: 'cors-check',
    });
    const stranger = await fetch(url, { headers: { origin: evil } });
    expect(stranger.status).toBe(403);
  }));
