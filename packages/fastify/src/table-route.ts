import {
  type BootReport,
  type Draft,
  type HostConstraint,
  type Resolver,
  type TableRoute,
  show,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { bindOrigins } from './bind-origin.ts';
import type { RouteRecord } from './route-record.ts';
import { registeredAround } from './scope.ts';

/** A declared route: what of it is known before its policy is, and stays when policies are replaced. */
export interface DeclaredRoute {
  readonly instance: FastifyInstance;
  /** What its `config.cors` says, unchecked. */
  readonly own: unknown;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly host: HostConstraint | undefined;
  readonly unseen: Readonly<Record<string, unknown>>;
}

/** A declared route with its policy. */
export interface FastifyTableRoute extends DeclaredRoute, TableRoute<FastifyRequest> {}

/** Takes from the records what is needed of them. Reports what stands where nothing reads it. */
export function declaredRoutes(
  records: readonly RouteRecord[],
  report: BootReport,
): readonly DeclaredRoute[] {
  const nameOf = createNames();
  const shared = createShared();
  return records.map((record) => {
    const { instance, options } = record;
    const methods = [options.method].flat();
    const path = nameOf(methods, record.path);
    if ('cors' in options) refuseMisplaced(path, options.cors, report);
    const { host, ...unseen } = (options.constraints ?? {}) as { host?: HostConstraint };
    return {
      instance,
      own: options.config?.cors,
      methods: shared(methods),
      paths: pathsOf(record, methods),
      host,
      unseen: Object.keys(unseen).length === 0 ? none : unseen,
    };
  });
}

/** Resolves the policies of all routes. */
export function resolveRoutes(
  routes: readonly DeclaredRoute[],
  draftAt: (instance: FastifyInstance) => Draft | undefined,
  resolver: Resolver<FastifyRequest>,
): readonly FastifyTableRoute[] {
  const nameOf = createNames();
  const gets = new Map<string | undefined, FastifyTableRoute>();
  return routes.map((route) => {
    const { instance, own, methods, paths, host, unseen } = route;
    const path = nameOf(methods, paths[0]);
    const get = path.startsWith('GET ') ? gets.get(paths[0]) : undefined;
    const draft = draftAt(instance);
    // No spread: it would give each of ten thousand objects a hidden class of its own.
    const made: FastifyTableRoute = {
      instance,
      own,
      methods,
      paths,
      host,
      unseen,
      // Fastify's own HEAD says what its GET says.
      resolved:
        get !== undefined && get.own === own && get.instance === instance
          ? get.resolved
          : resolveOwn(route, path, draft, resolver),
      scope: draft && resolver.resolve(draft),
    };
    if (methods.includes('GET')) gets.set(paths[0], made);
    return made;
  });
}

function resolveOwn(
  { instance, own, methods }: DeclaredRoute,
  path: string,
  draft: Draft | undefined,
  resolver: Resolver<FastifyRequest>,
): TableRoute<FastifyRequest>['resolved'] {
  const registered = registeredAround(instance);
  const value = registered ? bindOrigins(own, registered) : own;
  const level = { path: `${path} config.cors`, value };
  if (draft !== undefined) return resolver.route(draft, [level], { path, methods });
  if (value !== undefined) {
    resolver.report.refuse({
      code: 'route-not-covered',
      path: level.path,
      value,
      message: `${path} has config.cors, and corsPlugin is not registered in its scope or around it.`,
      hint: 'Register corsPlugin in the instance that declares the route, or in one around it. Where it is registered in a file of its own, wrap that in fastify-plugin.',
    });
  }
  return undefined;
}

const none: Readonly<Record<string, unknown>> = Object.freeze({});

/** Equal lists of methods are one: there are few of them, and many routes. */
function createShared(): (methods: readonly string[]) => readonly string[] {
  const lists = new Map<string, readonly string[]>();
  return (methods) => {
    const key = methods.join();
    const list = lists.get(key) ?? methods;
    lists.set(key, list);
    return list;
  };
}

/** How messages name a route. Fastify declares a HEAD route of its own for a GET: its problems are the GET's. */
function createNames(): (methods: readonly string[], path: string | undefined) => string {
  const gets = new Set<string>();
  return (methods, path = '') => {
    const isOwnHead = methods.length === 1 && methods[0] === 'HEAD' && gets.has(path);
    if (methods.includes('GET')) gets.add(path);
    return `${isOwnHead ? 'GET' : methods.join(',')} ${path}`;
  };
}

/** Fastify keeps what it does not know to itself: the route would have the policy around it, and no word said. */
function refuseMisplaced(path: string, value: unknown, report: BootReport): void {
  report.refuse({
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
