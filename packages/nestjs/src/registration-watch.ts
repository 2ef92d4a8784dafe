import type { HttpServer } from '@nestjs/common';

import { isControllerHandler } from './nest-metadata.ts';
import type { NestRoute } from './nest-route.ts';
import type { CorsRequest } from './options.ts';
import type { Platform } from './platform.ts';

type Register = (...args: unknown[]) => unknown;

/** Where what Nest declared is not what was expected. */
export interface Surprises {
  /** Controllers' routes that Nest declared and that nobody expected. */
  readonly unexpected: readonly string[];
  /** Routes that were expected and that Nest did not declare. */
  readonly missing: readonly string[];
}

/** Ends the watch. */
export type EndWatch = () => Surprises;

/**
 * Tells which registration in the platform's router is which route of Nest's. The router is given a
 * path and a function, so the routes that are expected are matched with what is declared by method
 * and path, in order. So the order of the router is the true one, whatever sorted it.
 */
export function watchRegistrations(
  adapter: HttpServer<CorsRequest>,
  expected: readonly NestRoute[],
  platform: Platform,
): EndWatch {
  const normalize = memoize((path: string) => adapter.normalizePath?.(path) ?? path);
  const queues = new Map<string, NestRoute[]>();
  for (const route of expected) {
    const key = `${route.method} ${normalize(route.path)}`;
    queues.set(key, [...(queues.get(key) ?? []), route]);
  }

  const unexpected: string[] = [];
  const replaced = new Map<string, unknown>();
  const replace = (name: string, value: unknown): void => {
    // Somebody may have put their own on this very object, such as a tracer.
    replaced.set(name, Object.getOwnPropertyDescriptor(adapter, name));
    Object.defineProperty(adapter, name, { configurable: true, writable: true, value });
  };

  // Complaints about an old syntax are logged by it: once is enough.
  if (adapter.normalizePath) replace('normalizePath', normalize);
  for (const method of new Set(expected.map((route) => route.method))) {
    const name = method.toLowerCase();
    const register = Reflect.get(adapter, name) as Register | undefined;
    if (register === undefined) continue;
    replace(name, (...args: unknown[]) => {
      const [path, handler] = args;
      const run = () => register.apply(adapter, args);
      if (typeof path !== 'string' || !isControllerHandler(handler)) return run();
      const route = queues.get(`${method} ${path}`)?.shift();
      if (route) return platform.declare(route, path, run);
      unexpected.push(`${method} ${path}`);
      return run();
    });
  }

  return () => {
    for (const [name, descriptor] of replaced) {
      Reflect.deleteProperty(adapter, name);
      if (descriptor) Object.defineProperty(adapter, name, descriptor);
    }
    const missing = [...queues].flatMap(([key, queue]) => queue.map(() => key));
    return { unexpected, missing };
  };
}

function memoize(make: (key: string) => string): (key: string) => string {
  const made = new Map<string, string>();
  return (key) => {
    const value = made.get(key) ?? make(key);
    made.set(key, value);
    return value;
  };
}
