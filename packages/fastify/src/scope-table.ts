import type { CompiledPolicy, Draft, FastifyRouterOptions, Resolver } from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { createRouter } from './router.ts';
import { instanceAround } from './scope.ts';

/** Tells which registered scope a path is under: the one with the longest prefix of it. */
export interface ScopeTable {
  readonly find: (url: string) => CompiledPolicy<FastifyRequest> | undefined;
  /** All that `find` may return, `undefined` where it may find nothing. */
  readonly policies: Iterable<CompiledPolicy<FastifyRequest> | undefined>;
}

/** A prefix may have parameters, and follows the router's rules of case and slashes: so it is a router again. */
export function createScopeTable(
  registered: ReadonlySet<FastifyInstance>,
  draftAt: (instance: FastifyInstance) => Draft | undefined,
  resolver: Resolver<FastifyRequest>,
  options: FastifyRouterOptions,
): ScopeTable {
  // Whatever stands below a prefix is under it, however long it is.
  const router = createRouter<CompiledPolicy<FastifyRequest>>({
    ...options,
    maxParamLength: Number.MAX_SAFE_INTEGER,
  });
  const policies = new Set<CompiledPolicy<FastifyRequest> | undefined>();
  const outermostFirst = [...registered].toSorted((a, b) => depth(a) - depth(b));
  // What is under no other scope is under the root, if that is registered.
  if (outermostFirst.every((instance) => instanceAround(instance))) policies.add(undefined);
  for (const instance of outermostFirst) {
    const draft = draftAt(instance);
    const policy = draft && resolver.resolve(draft)?.policy;
    // A scope without a prefix owns its routes, but no paths.
    const ownsPaths = instance.prefix !== '' || instanceAround(instance) === undefined;
    if (policy && ownsPaths) {
      policies.add(policy);
      addPrefix(instance.prefix, policy);
    }
  }

  function addPrefix(prefix: string, policy: CompiledPolicy<FastifyRequest>): void {
    const base = prefix.endsWith('/') ? prefix.slice(0, -1) : prefix;
    const paths = options.ignoreTrailingSlash && base !== '' ? [base] : [base, `${base}/`];
    for (const path of [...paths, `${base}/*`]) {
      if (path !== '' && !router.has('GET', path)) router.add('GET', path, policy);
    }
  }

  return {
    policies,
    find: (url) => {
      // What cannot be decoded is still under what stands before it.
      const path = url.replace(/[?#].*$/, '');
      const percent = path.indexOf('%');
      const found = router.find('GET', url, undefined);
      return (
        found ?? (percent < 0 ? undefined : router.find('GET', path.slice(0, percent), undefined))
      );
    },
  };
}

function depth(instance: FastifyInstance): number {
  const around = instanceAround(instance);
  return around === undefined ? 0 : depth(around) + 1;
}
