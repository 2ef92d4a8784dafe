import type { Server } from 'node:http';

import type { Transport } from '../transport/transport.ts';
import { serverTransport } from './server-transport.ts';

/** A Nest application, as far as it matters here. */
export interface NestApplication {
  readonly init: () => Promise<unknown>;
  readonly getHttpServer: () => unknown;
  readonly getHttpAdapter: () => { readonly getInstance: () => unknown };
}

/** Straight into a Nest application, on Express or on Fastify: no socket, no port. It is initialized if it was not. */
export function nestTransport(app: NestApplication): Transport {
  let ready: Promise<Transport> | undefined;
  return async (request) => (await (ready ??= start(app)))(request);
}

async function start(app: NestApplication): Promise<Transport> {
  await app.init();
  const instance = app.getHttpAdapter().getInstance();
  // Fastify routes nothing before it is ready; Express has no such thing.
  if (hasReady(instance)) await instance.ready();
  return serverTransport(app.getHttpServer() as Server);
}

function hasReady(instance: unknown): instance is { ready: () => PromiseLike<unknown> } {
  const subject = instance as { ready?: unknown } | null;
  return typeof subject?.ready === 'function';
}
