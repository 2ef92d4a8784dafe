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
}

const recordsKey = Symbol.for('routecors.routes.v1');
const slotKey = Symbol.for('routecors.slot.v1');

const slotsKey = Symbol.for('routecors.slots.v1');
const usedKey = Symbol.for('routecors.used.v1');

type Slots = Map<FastifyInstance, Map<unknown, PolicySlot>>;

interface Recording {
  [recordsKey]?: RouteRecord[];
  [slotsKey]?: Slots;
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
  const { [recordsKey]: records, [slotsKey]: slots } = root as Recording;
  if (records) records.length = 0;
  slots?.clear();
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
  const slots: Slots = new Map();
  (instance as Recording)[slotsKey] = slots;
  const slotFor = createSlotFor(slots);
  instance.addHook('onRoute', function (this: FastifyInstance, options) {
    keepSlot(options, (cors) => slotFor(this, cors));
    records.push({ instance: this, options, path: options.url });
  });
}

/** Finds the slot for a route of an instance that says this in `config.cors`. */
type SlotFor = (instance: FastifyInstance, cors: unknown) => PolicySlot;

/** Routes of one scope that say the same share a slot: most say nothing, and 10,000 of them cost one. */
function createSlotFor(slots: Slots): SlotFor {
  return (instance, cors) => {
    const own = slots.get(instance) ?? new Map<unknown, PolicySlot>();
    slots.set(instance, own);
    const slot = own.get(cors) ?? { policy: undefined };
    own.set(cors, slot);
    return slot;
  };
}

/**
 * Puts the slot into the route's `config`, also into one that a later `onRoute` hook puts in its
 * place: Fastify copies the config when all of them have run. Always into a new object, since the
 * same config may serve several routes.
 */
function keepSlot(options: RouteOptions, slotFor: (cors: unknown) => PolicySlot): void {
  const withSlot = (config: RouteOptions['config']): RouteOptions['config'] =>
    ({ ...config, [slotKey]: slotFor(config?.cors) }) as NonNullable<RouteOptions['config']>;
  let given = options.config;
  Object.defineProperty(options, 'config', {
    configurable: true,
    enumerable: true,
    // When it is read: what a hook changes within the config counts, too.
    get: () => {
      if (slotOf(given ?? {}) !== slotFor(given?.cors)) given = withSlot(given);
      return given;
    },
    set: (config: RouteOptions['config']) => {
      given = config;
    },
  });
}

/** The slot of a route that Fastify has found; `undefined` for its 404 handlers. */
export function slotOf(config: object): PolicySlot | undefined {
  return (config as { [slotKey]?: PolicySlot })[slotKey];
}
