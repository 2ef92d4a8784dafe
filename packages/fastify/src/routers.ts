import { type PathRouter, createStaticFirstRouter } from '@routecors/core';
import type { FastifyInstance } from 'fastify';
import findMyWay, { type HTTPMethod, type Instance, type HTTPVersion } from 'find-my-way';

/** A router that can also tell whether it has a pattern. */
export interface PatternRouter<Store> extends PathRouter<Store> {
  readonly has: (method: string, path: string) => boolean;
}

/** What of Fastify's options decides how paths are matched. */
export interface RouterOptions {
  readonly ignoreTrailingSlash: boolean;
  readonly ignoreDuplicateSlashes: boolean;
  readonly caseSensitive: boolean;
  readonly maxParamLength: number;
  readonly allowUnsafeRegex: boolean;
  readonly useSemicolonDelimiter: boolean;
}

/** The router options in force. Fastify 5 has them at two places, the older one still works, and each shows its default where only the other is set. */
export function routerOptions(instance: FastifyInstance): RouterOptions {
  const older = instance.initialConfig as Partial<RouterOptions>;
  const newer = (instance.initialConfig as { routerOptions?: Partial<RouterOptions> })
    .routerOptions;
  const isOn = (
    name:
      | 'ignoreTrailingSlash'
      | 'ignoreDuplicateSlashes'
      | 'allowUnsafeRegex'
      | 'useSemicolonDelimiter',
  ) => (older[name] ?? false) || (newer?.[name] ?? false);
  const lengths = [newer?.maxParamLength, older.maxParamLength];
  return {
    ignoreTrailingSlash: isOn('ignoreTrailingSlash'),
    ignoreDuplicateSlashes: isOn('ignoreDuplicateSlashes'),
    allowUnsafeRegex: isOn('allowUnsafeRegex'),
    useSemicolonDelimiter: isOn('useSemicolonDelimiter'),
    caseSensitive: (older.caseSensitive ?? true) && (newer?.caseSensitive ?? true),
    maxParamLength: lengths.find((length) => length !== undefined && length !== 100) ?? 100,
  };
}

/**
 * The same router as Fastify's own, with the same options: static paths before parametric ones,
 * decoding, slashes and case are then the same by construction.
 */
export function createRouter<Store>(options: RouterOptions): PatternRouter<Store> {
  const router: Instance<HTTPVersion.V1> = findMyWay(options);
  return {
    add: (method, path, store, host) => {
      const constraints = host === undefined ? {} : { host: host as string };
      router.on(method as HTTPMethod, path, { constraints }, noHandler, store);
    },
    has: (method, path) => router.hasRoute(method as HTTPMethod, path),
    find: (method, url, host) =>
      router.find(method as HTTPMethod, url, { host })?.store as Store | undefined,
  };
}

/** The router of an application's routes. Most of their paths are plain, and most applications leave the options alone. */
export function createPathRouter<Store>(options: RouterOptions): PathRouter<Store> {
  const router = createRouter<Store>(options);
  const isExact =
    options.caseSensitive &&
    !options.ignoreTrailingSlash &&
    !options.ignoreDuplicateSlashes &&
    !options.useSemicolonDelimiter;
  return isExact ? createStaticFirstRouter(router) : router;
}

function noHandler(): void {
  // The router wants one.
}
