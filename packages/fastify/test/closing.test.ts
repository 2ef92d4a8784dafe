import Fastify from 'fastify';
import { expect, test } from 'vitest';

import corsPlugin from '../src/index.ts';
import { app, evil, protocolHeaders } from './server.ts';

const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

test('while the server closes, its 503 carries headers, preflights included', async () => {
  const server = Fastify({ forceCloseConnections: true });
  let go = (): void => {};
  const held = new Promise<void>((resolve) => {
    go = resolve;
  });
  let began = (): void => {};
  const closing = new Promise<void>((resolve) => {
    began = resolve;
  });
  // Somebody else's hook, registered first: the server waits for it, and still answers.
  server.addHook('preClose', () => {
    began();
    return held;
  });
  server.register(corsPlugin, { origin: [app] });
  server.get('/a', async () => 'x');
  server.put('/a', async () => 'x');
  server.get('/off', { config: { cors: false } }, async () => 'x');
  server.get('/asked', { config: { cors: { origin: () => true } } }, async () => 'x');
  const address = await server.listen({ port: 0, host: '127.0.0.1' });
  const ask = async (path: string, origin: string, method = 'GET') => {
    const asked = method === 'OPTIONS' ? { 'access-control-request-method': 'PUT' } : undefined;
    const headers = { origin, ...asked };
    const { status, headers: received } = await fetch(`${address}${path}`, { method, headers });
    return [status, protocolHeaders(Object.fromEntries(received))];
  };
  expect(await ask('/a', app)).toMatchObject([200, { 'access-control-allow-origin': app }]);
  const closed = server.close();
  try {
    await closing;
    const allowed = { 'access-control-allow-origin': app, vary: 'Origin' };
    expect(await ask('/a', app)).toEqual([503, allowed]);
    expect(await ask('/nothing', app)).toEqual([503, allowed]);
    expect(await ask('/%zz', app)).toMatchObject([400, allowed]);
    expect(await ask('/a', evil)).toEqual([503, { vary: 'Origin' }]);
    expect(await ask('/off', app)).toEqual([503, {}]);
    // Nobody is asked any more: it may take its time, and the answer leaves at once.
    expect(await ask('/asked', app)).toEqual([503, {}]);
    expect(await ask('/a', app, 'OPTIONS')).toEqual([
      503,
      { ...allowed, 'access-control-allow-methods': 'GET,HEAD,PUT', vary: preflightVary },
    ]);
    expect(await ask('/a', evil, 'OPTIONS')).toMatchObject([503, { vary: preflightVary }]);
  } finally {
    go();
    await closed;
  }
});
