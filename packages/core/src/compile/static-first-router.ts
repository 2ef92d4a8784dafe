import { pathOf } from '../fetch/request-target.ts';
import { type FastifyRouterOptions, takesPathsAsTheyAre } from './fastify-router-options.ts';
import type { PathRouter } from './path-table.ts';

/** A path that is nothing but itself: no parameter, no escape, no delimiter that a router may look for. */
const isPlain = (path: string): boolean => /^(?:\/[\w.~$&+,=@!'-]*)+$/.test(path);

/**
 * Keeps plain paths in a map in front of `router`, which is Fastify's own with these options: it holds
 * far more for each, and most of an application's paths are plain. It finds a plain path before any
 * pattern that matches it as well, and decodes with `decodeURI` before it compares. Where it does not
 * take paths as they are, it is returned alone.
 */
export function createStaticFirstRouter<Store>(
  router: PathRouter<Store>,
  options: FastifyRouterOptions,
): PathRouter<Store> {
  if (!takesPathsAsTheyAre(options)) return router;
  const byMethod = new Map<string, Map<string, Store>>();
  let hasHosts = false;

  const addPlain = (method: string, path: string, store: Store): void => {
    const byPath = byMethod.get(method) ?? new Map<string, Store>();
    byMethod.set(method, byPath.set(path, store));
  };

  /** One path may be different hosts' now: that is for the router to say. */
  const giveBack = (): void => {
    hasHosts = true;
    for (const [method, byPath] of byMethod) {
      for (const [path, store] of byPath) router.add(method, path, store);
    }
    byMethod.clear();
  };

  const findPlain = (method: string, url: string): Store | undefined => {
    const byPath = byMethod.get(method);
    if (byPath === undefined) return undefined;
    const plain = byPath.get(url);
    if (plain !== undefined) return plain;
    const path = decoded(pathOf(url));
    return path === url ? undefined : byPath.get(path);
  };

  return {
    add: (method, path, store, host) => {
      if (host !== undefined && !hasHosts) giveBack();
      if (hasHosts || !isPlain(path)) router.add(method, path, store, host);
      else addPlain(method, path, store);
    },
    find: (method, url, host) => findPlain(method, url) ?? router.find(method, url, host),
    paramsOf: (method, url, host) =>
      findPlain(method, url) === undefined ? router.paramsOf(method, url, host) : undefined,
  };
}

/** What cannot be decoded is no plain path. */
function decoded(path: string): string {
  if (!path.includes('%')) return path;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
