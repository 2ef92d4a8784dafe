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
  withRoutes: ReadonlySet<FastifyInstance>,
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
  const owner = ownerOfRest(outermostFirst, withRoutes);
  if (owner === undefined) policies.add(undefined);
  for (const instance of outermostFirst) {
    const draft = draftAt(instance);
    const policy = draft && resolver.resolve(draft)?.policy;
    if (policy && (instance.prefix !== '' || instance === owner)) {
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

/**
 * The scope that owns the paths under no other one: the root, if that is registered. Else a scope
 * without a prefix owns its routes and no paths, unless it is the only one: fastify-cli puts a whole
 * app into such a scope. What is registered further inside is no second one.
 */
function ownerOfRest(
  outermostFirst: readonly FastifyInstance[],
  withRoutes: ReadonlySet<FastifyInstance>,
): FastifyInstance | undefined {
  const [root] = outermostFirst;
  if (root && instanceAround(root) === undefined) return root;
  const candidates = outermostFirst.filter(
    (instance) => instance.prefix === '' && withRoutes.has(instance),
  );
  const outermost = candidates.filter(
    (instance) => !candidates.some((other) => Object.prototype.isPrototypeOf.call(other, instance)),
  );
  return outermost.length === 1 ? outermost[0] : undefined;
}

function depth(instance: FastifyInstance): number {
  const around = instanceAround(instance);
  return around === undefined ? 0 : depth(around) + 1;
}
