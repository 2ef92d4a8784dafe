import type { FastifyRouterOptions, PathRouter } from '@routecors/core';
import findMyWay, { type HTTPMethod, type Instance, type HTTPVersion } from 'find-my-way';

/** A router that can also tell whether it has a pattern. */
export interface PatternRouter<Store> extends PathRouter<Store> {
  readonly has: (method: string, path: string) => boolean;
}

/**
 * The same router as Fastify's own, with the same options: static paths before parametric ones,
 * decoding, slashes and case are then the same by construction.
 */
export function createRouter<Store>(options: FastifyRouterOptions): PatternRouter<Store> {
  const router: Instance<HTTPVersion.V1> = findMyWay(options);
  return {
    add: (method, path, store, host) => {
      const constraints = host === undefined ? {} : { host: host as string };
      router.on(method as HTTPMethod, path, { constraints }, noHandler, store);
    },
    has: (method, path) => router.hasRoute(method as HTTPMethod, path),
    find: (method, url, host) =>
      router.find(method as HTTPMethod, url, { host })?.store as Store | undefined,
    paramsOf: (method, url, host) => router.find(method as HTTPMethod, url, { host })?.params,
  };
}

function noHandler(): void {
  // The router wants one.
}
