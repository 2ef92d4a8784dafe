import { Writable } from 'node:stream';

import Fastify, { type FastifyInstance, type FastifyServerOptions } from 'fastify';
import { expect } from 'vitest';

import corsPlugin, { type CorsPluginOptions } from '../src/index.ts';

export const app = 'https://app.example';
export const evil = 'https://evil.example';

/** The headers of the protocol, and `Vary`: what a case is about. */
export function protocolHeaders(
  headers: Readonly<Record<string, string | string[] | number | undefined>>,
): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(headers).filter(
      ([name]) => name === 'vary' || name.startsWith('access-control-'),
    ),
  );
}

/** A Fastify instance with the plugin and these options, closed by the test runner's own end. */
export function createServer(
  options: CorsPluginOptions | undefined,
  declare: (server: FastifyInstance) => void,
  serverOptions: FastifyServerOptions = {},
): FastifyInstance {
  const server = Fastify(serverOptions);
  server.register(corsPlugin, options ?? {});
  declare(server);
  return server;
}

/** Asks what a browser would, of a method and a path. */
export function preflight(
  server: FastifyInstance,
  path: string,
  method: string,
  { origin = app, ...headers }: Readonly<Record<string, string>> = {},
) {
  return server.inject({
    method: 'OPTIONS',
    url: path,
    headers: { origin, 'access-control-request-method': method, ...headers },
  });
}

/** The codes of what boot refused; fails where nothing was. */
export async function refusedCodes(server: FastifyInstance): Promise<readonly string[]> {
  const error: unknown = await Promise.resolve(server.ready()).then(
    () => undefined,
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'CorsPolicyError' });
  return (error as { issues: { code: string }[] }).issues.map(({ code }) => code);
}

/** A server, and the codes of what it warns of at boot. */
export function warnings(): {
  readonly server: FastifyInstance;
  readonly codes: () => readonly string[];
} {
  const messages: string[] = [];
  const stream = new Writable({
    write: (chunk, _encoding, done) => {
      messages.push((JSON.parse(String(chunk)) as { msg: string }).msg);
      done();
    },
  });
  const server = Fastify({ logger: { level: 'warn', stream } });
  return { server, codes: () => messages.map((msg) => /^\[([a-z-]+)\]/.exec(msg)?.[1] ?? msg) };
}
