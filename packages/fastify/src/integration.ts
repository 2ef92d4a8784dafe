import type { FastifyInstance } from 'fastify';

import { install, installationOf } from './installation.ts';
import type { OnRequest } from './on-request.ts';
import type { CorsPluginOptions } from './options.ts';
import { addRegistration } from './scope.ts';
import type { LevelsOf } from './table-route.ts';

export type { RouteRecord } from './route-record.ts';
export type { LevelsOf, OnRequest };

/**
 * For frameworks that run on Fastify: the same as registering the plugin in the root instance, but
 * the framework says which levels a route has, and calls the hook itself where its requests enter.
 *
 * @param instance the root instance, before it is ready
 * @param label how messages name the level of `options`
 * @returns the hook; it takes what an `onRequest` hook takes
 * @throws Error if the plugin is registered there already
 */
export function integrateCors(
  instance: FastifyInstance,
  label: string,
  options: CorsPluginOptions,
  levelsOf: LevelsOf,
): OnRequest {
  if (installationOf(instance)) {
    throw new Error('@routecors/fastify is registered in this Fastify instance already.');
  }
  addRegistration(instance, label, options);
  let entered: OnRequest | undefined;
  install(instance, levelsOf, (_root, hook) => {
    entered = hook;
  }).registered.add(instance);
  if (entered === undefined) throw new Error('the hook is handed over at once');
  return entered;
}
