import { subscribe } from 'node:diagnostics_channel';

import type { CompiledPolicy } from '@routecors/core';
import type { FastifyInstance, FastifyRequest, RouteOptions } from 'fastify';

/** Where a route's compiled policy is put once it is known; it travels in the route's `config`. */
export interface PolicySlot {
  policy: CompiledPolicy<FastifyRequest> | undefined;
}

/** One declaration of a route, as Fastify reported it. */
export interface RouteRecord {
  /** The encapsulated instance that declared it: its prototype chain leads through the scopes around it. */
  readonly instance: FastifyInstance;
  /** Fastify's own object; read at boot, when every `onRoute` hook has had its say. */
  readonly options: RouteOptions;
  /** The path at the time of the report; Fastify may go on to add a second one, with a slash at its end. */
  readonly path: string;
  readonly slot: PolicySlot;
}

const recordsKey = Symbol.for('routecors.routes.v1');
const slotKey = Symbol.for('routecors.slot.v1');

interface Recording {
  [recordsKey]?: RouteRecord[];
}

/**
 * Routes are recorded from the moment at which an instance is made, since routes declared before the
 * plugin has loaded (the root's own, after a `register` without `await`) never reach an `onRoute`
 * hook that the plugin adds. Fastify publishes each new instance on this channel.
 */
subscribe('fastify.initialization', (message) => {
  recordRoutes((message as { fastify: FastifyInstance }).fastify, []);
});

/** The routes that `instance` and everything around it have declared; `undefined` where nobody has watched. */
export function routeRecords(instance: FastifyInstance): RouteRecord[] | undefined {
  return (instance as Recording)[recordsKey];
}

/** Begins to watch an instance; what is encapsulated in it later inherits both the hook and the list. */
export function recordRoutes(instance: FastifyInstance, records: RouteRecord[]): void {
  (instance as Recording)[recordsKey] = records;
  instance.addHook('onRoute', function (this: FastifyInstance, options) {
    const slot: PolicySlot = { policy: undefined };
    keepSlot(options, slot);
    records.push({ instance: this, options, path: options.url, slot });
  });
}

/**
 * Puts the slot into the route's `config`, also into one that a later `onRoute` hook puts in its
 * place: Fastify copies the config when all of them have run. Always into a new object, since the
 * same config may serve several routes.
 */
function keepSlot(options: RouteOptions, slot: PolicySlot): void {
  const withSlot = (config: RouteOptions['config']): RouteOptions['config'] =>
    ({ ...config, [slotKey]: slot }) as NonNullable<RouteOptions['config']>;
  let current = withSlot(options.config);
  Object.defineProperty(options, 'config', {
    configurable: true,
    enumerable: true,
    get: () => current,
    set: (config: RouteOptions['config']) => {
      current = withSlot(config);
    },
  });
}

/** The slot of a route that Fastify has found; `undefined` for its 404 handlers. */
export function slotOf(config: object): PolicySlot | undefined {
  return (config as { [slotKey]?: PolicySlot })[slotKey];
}
