import {
  type Draft,
  type HostConstraint,
  type Resolver,
  type TableRoute,
  show,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { bindOrigins } from './bind-origin.ts';
import { type RouteRecord, slotOf } from './route-record.ts';
import { registeredAround } from './scope.ts';

/** Resolves the policies of all recorded routes, and puts each where its requests will find it. */
export function resolveRoutes(
  records: readonly RouteRecord[],
  draftAt: (instance: FastifyInstance) => Draft | undefined,
  resolver: Resolver<FastifyRequest>,
): readonly TableRoute<FastifyRequest>[] {
  const gets = new Set<string>();
  return records.map((record) => {
    const { instance, options } = record;
    const methods = [options.method].flat();
    // Fastify declares a HEAD route of its own for a GET: its problems are the GET's.
    const isOwnHead = options.method === 'HEAD' && gets.has(record.path);
    if (methods.includes('GET')) gets.add(record.path);
    const path = `${isOwnHead ? 'GET' : methods.join(',')} ${record.path}`;
    const own = options.config?.cors;
    const registered = registeredAround(instance);
    const value = registered ? bindOrigins(own, registered) : own;
    const level = { path: `${path} config.cors`, value };
    if ('cors' in options) refuseMisplaced(path, options.cors, resolver);
    const draft = draftAt(instance);
    if (draft === undefined && level.value !== undefined) {
      resolver.report.refuse({
        code: 'route-not-covered',
        path: level.path,
        value: level.value,
        message: `${path} has config.cors, and corsPlugin is not registered in its scope or around it.`,
        hint: 'Register corsPlugin in the instance that declares the route, or in one around it. Where it is registered in a file of its own, wrap that in fastify-plugin.',
      });
    }
    const resolved = draft && resolver.route(draft, [level], { path, methods });
    const slot = slotOf(options.config ?? {});
    if (slot) slot.policy = resolved?.policy;
    const { host, ...unseen } = (options.constraints ?? {}) as { host?: HostConstraint };
    return {
      methods,
      paths: pathsOf(record, methods),
      host,
      unseen,
      resolved,
      scope: draft && resolver.resolve(draft),
    };
  });
}

/** Fastify keeps what it does not know to itself: the route would have the policy around it, and no word said. */
function refuseMisplaced(path: string, value: unknown, resolver: Resolver<FastifyRequest>): void {
  resolver.report.refuse({
    code: 'route-option-misplaced',
    path: `${path} cors`,
    value,
    message: `${path} has cors beside config, where nothing reads it.`,
    hint: `Write config: { cors: ${show(value)} }.`,
  });
}

/** For `/` below a prefix Fastify routes `/prefix` and `/prefix/`, and reports the first only. */
function pathsOf({ instance, options, path }: RouteRecord, methods: readonly string[]): string[] {
  if (options.url === path) return [path];
  const [method = 'GET'] = methods;
  const { constraints = {} } = options;
  return [path, options.url].filter((url) => instance.hasRoute({ method, url, constraints }));
}
