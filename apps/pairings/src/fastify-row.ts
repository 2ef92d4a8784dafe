import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

import { fastifyServers } from './fastify-server.ts';
import type { Asks, Pairing } from './pairing.ts';

/** A plugin, what it is asked, how it is set up, and what to know. */
export type FastifyRow = readonly [
  name: string,
  packages: readonly string[],
  asks: Asks,
  add: (app: FastifyInstance) => unknown,
  note?: string,
];

/** Adds a plugin and what is built on it as one, so that it may stand at either place. */
const together =
  (add: (app: FastifyInstance) => unknown) =>
  (app: FastifyInstance): unknown =>
    app.register(fp(async (each: FastifyInstance) => void (await add(each))));

export function fastifyPairings(rows: readonly FastifyRow[]): readonly Pairing[] {
  return rows.map(([name, packages, asks, add, note]) => ({
    name,
    packages,
    asks,
    servers: fastifyServers(together(add)),
    ...(note !== undefined && { note }),
  }));
}
