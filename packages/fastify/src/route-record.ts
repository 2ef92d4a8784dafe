import { subscribe } from 'node:diagnostics_channel';

import type { FastifyInstance, RouteOptions } from 'fastify';

/** One declaration of a route, as Fastify reported it. */
export interface RouteRecord {
  /** The encapsulated instance that declared it: its prototype chain leads through the scopes around it. */
  readonly instance: FastifyInstance;
  /** Fastify's own object; read at boot, when every `onRoute` hook has had its say. */
  readonly options: RouteOptions;
  /** The path at the time of the report; Fastify may go on to add a second one, with a slash at its end. */
  readonly path: string;
}

const recordsKey = Symbol.for('routecors.routes.v1');
const usedKey = Symbol.for('routecors.used.v1');

interface Recording {
  [recordsKey]?: RouteRecord[];
  /** The plugin was registered: the records are asked for. */
  [usedKey]?: true;
}

/**
 * Routes are recorded from the moment at which an instance is made, since routes declared before the
 * plugin has loaded (the root's own, after a `register` without `await`) never reach an `onRoute`
 * hook that the plugin adds. Fastify publishes each new instance on this channel.
 */
subscribe('fastify.initialization', (message) => {
  const { fastify } = message as { fastify: FastifyInstance };
  // Another copy of this module watches already.
  if (routeRecords(fastify)) return;
  const records: RouteRecord[] = [];
  recordRoutes(fastify, records);
  fastify.addHook('onReady', (done) => {
    if (!(fastify as Recording)[usedKey]) dropRecords(fastify);
    done();
  });
});

/** Forgets the records of a server that is ready: they hold on to what Fastify itself lets go of. */
export function dropRecords(root: FastifyInstance): void {
  const records = routeRecords(root);
  if (records) records.length = 0;
}

/** Keeps the records of a server until its policies are resolved. */
export function keepRecords(root: FastifyInstance): void {
  (root as Recording)[usedKey] = true;
}

/** The routes that `instance` and everything around it have declared; `undefined` where nobody has watched. */
export function routeRecords(instance: FastifyInstance): RouteRecord[] | undefined {
  return (instance as Recording)[recordsKey];
}

/** Begins to watch an instance; what is encapsulated in it later inherits both the hook and the list. */
export function recordRoutes(instance: FastifyInstance, records: RouteRecord[]): void {
  (instance as Recording)[recordsKey] = records;
  instance.addHook('onRoute', function (this: FastifyInstance, options) {
    records.push({ instance: this, options, path: options.url });
  });
}
