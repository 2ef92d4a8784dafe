import { subscribe } from 'node:diagnostics_channel';

import type { FastifyInstance } from 'fastify';

import type { OnRequest } from './on-request.ts';

/** What is to run before all other hooks of its kind in a server. */
export interface FirstHooks {
  readonly onRequest: OnRequest;
  /** Called when the server begins to close. */
  readonly preClose: () => void;
}

/** A place before all other hooks of a server. */
interface FirstPlace {
  /** Whether an `onRequest` hook of ours stands there. */
  isTaken: boolean;
  /** What is done there, once the plugin is registered. */
  hooks: FirstHooks | undefined;
}

const placeKey = Symbol('routecors.first-hook');

interface Placed {
  [placeKey]?: FirstPlace;
}

type AddHook = (this: FastifyInstance, name: string, hook: unknown) => FastifyInstance;

/**
 * Fastify runs `onRequest` hooks in the order of their registration. So that ours is the first
 * wherever the plugin is registered, it is added just before the first hook that anybody adds, and
 * has nothing to do until then. An instance without hooks, which never registers, gets none.
 */
subscribe('fastify.initialization', (message) => {
  keepFirstPlace((message as { fastify: FastifyInstance }).fastify);
});

function keepFirstPlace(root: FastifyInstance): void {
  const place: FirstPlace = { isTaken: false, hooks: undefined };
  (root as Placed)[placeKey] = place;
  root.addHook('preClose', (done) => {
    place.hooks?.preClose();
    done();
  });
  const { addHook } = root as { addHook: AddHook };
  // Scopes inherit it, and say in `this` who adds.
  (root as { addHook: AddHook }).addHook = function addHookAfterCors(name, hook) {
    if (name === 'onRequest' && !place.isTaken) takeFirstPlace(root, place, addHook);
    return addHook.call(this, name, hook);
  };
}

/**
 * What is declared waits for what was registered earlier, and is overtaken by what that declares while
 * it loads. So each waits in front of the hook that it was called for, and the first whose turn it is
 * takes the place.
 */
function takeFirstPlace(root: FastifyInstance, place: FirstPlace, addHook: AddHook): void {
  const first: OnRequest = function corsOnRequest(request, reply, done) {
    if (place.hooks === undefined) done();
    else place.hooks.onRequest(request, reply, done);
  };
  const take = (error: Error | null, done: (error: Error | null) => void): void => {
    if (!place.isTaken) {
      place.isTaken = true;
      addHook.call(root, 'onRequest', first);
    }
    // An error of an earlier plugin goes on to whoever listens next.
    done(error);
  };
  try {
    root.after(take as (error: Error | null) => void);
  } catch {
    // The server has started: `addHook` says so itself.
  }
}

/**
 * Adds the server's hooks: before all others, or, where the instance is older than this module, behind
 * those that are there already.
 *
 * @returns whether they are the first
 */
export function addFirstHooks(root: FastifyInstance, hooks: FirstHooks): boolean {
  const place = (root as Placed)[placeKey];
  if (place === undefined) {
    root.addHook('onRequest', hooks.onRequest);
    root.addHook('preClose', (done) => {
      hooks.preClose();
      done();
    });
    return false;
  }
  place.hooks = hooks;
  if (!place.isTaken) takeFirstPlace(root, place, (root as { addHook: AddHook }).addHook);
  return true;
}

/** The hooks that answer requests before ours, in any route; asked where ours are not the first. */
export function hooksBefore(root: FastifyInstance): readonly string[] {
  const printed = root.printRoutes({ includeHooks: true, commonPrefix: false });
  const names = new Set<string>();
  for (const [, list = ''] of printed.matchAll(/ \(onRequest\) (\[.*\])$/gm)) {
    const hooks = JSON.parse(list) as readonly string[];
    for (const name of hooks.slice(0, Math.max(hooks.indexOf('corsOnRequest()'), 0))) {
      names.add(name.replace(/\(\)$/, ''));
    }
  }
  return [...names];
}
