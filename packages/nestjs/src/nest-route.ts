import { RequestMethod } from '@nestjs/common';
import type { Draft, HostConstraint, ResolvedPolicy, Resolver, TableRoute } from '@routecors/core';
import { pathToRegexp } from 'path-to-regexp';

import type { DeclaredRoute, Version } from './declared-route.ts';
import { controllerLevels, handlerLevels } from './levels.ts';
import type { CorsRequest } from './options.ts';

/** A route that a controller declares, with its policy. */
export interface NestRoute {
  /** `GET`, or `ALL` for every method. */
  readonly method: string;
  /** As Nest writes it; the platform may want another syntax. */
  readonly path: string;
  /** `undefined` where the policy was refused; boot fails then. */
  readonly resolved: ResolvedPolicy<CorsRequest> | undefined;
  /** The policy of the controller, for methods that the path does not have. */
  readonly scope: ResolvedPolicy<CorsRequest> | undefined;
  /** The hosts that it is bound to; one `undefined` for all hosts. */
  readonly hosts: readonly (RegExp | undefined)[];
  /** A version that is not in the path; `undefined` for none. */
  readonly version: Version | undefined;
}

/** Resolves the policy of a route that a controller declares. */
export function resolveRoute(
  { controller, methodName, method, path, hosts, version }: DeclaredRoute,
  around: Draft,
  resolver: Resolver<CorsRequest>,
): NestRoute {
  const scope = controllerLevels(controller).reduce(resolver.scope, around);
  const resolved = resolver.route(scope, handlerLevels(controller, methodName), {
    path: `${method} ${path} (${controller.name}.${methodName})`,
    // A list of methods that has GET means HEAD as well.
    methods: method === 'ALL' ? allMethods : [method],
  });
  return {
    method,
    path,
    resolved,
    scope: resolver.resolve(scope),
    hosts: hosts.length > 0 ? hosts.map(hostPattern) : [undefined],
    version,
  };
}

/** A host as Nest's router matches it: a pattern of path-to-regexp, or a RegExp. */
function hostPattern(host: string | RegExp): RegExp {
  // A copy without /g and /y, which would remember where they left off.
  return typeof host === 'string'
    ? pathToRegexp(host).regexp
    : new RegExp(host, host.flags.replace(/[gy]/g, ''));
}

/** Whether a route is for the host of a request, which frameworks derive anew each time. */
export function servesHost({ hosts }: NestRoute, request: CorsRequest): boolean {
  return hosts.some((pattern) => pattern === undefined || pattern.test(request.hostname ?? ''));
}

/** The methods of common use, in the order in which preflights list them, then the others that Nest routes. */
const allMethods: readonly string[] = [
  ...new Set([
    'GET',
    'HEAD',
    'POST',
    'PUT',
    'PATCH',
    'DELETE',
    'OPTIONS',
    ...Object.keys(RequestMethod).filter((name) => name !== 'ALL' && !/^\d/.test(name)),
  ]),
];

/** Both platforms answer HEAD wherever they answer GET. */
export function methodsOf(method: string): readonly string[] {
  if (method === 'ALL') return allMethods;
  return method === 'GET' ? ['GET', 'HEAD'] : [method];
}

/** The route as the core's table takes it, once for each of its hosts. */
export function tableRoutes(
  { resolved, scope, hosts, version }: NestRoute,
  routed: Pick<TableRoute<CorsRequest>, 'methods' | 'paths'>,
): readonly TableRoute<CorsRequest>[] {
  const unseen = version === undefined ? {} : { version: [version].flat().map(String).join(', ') };
  return hosts.map((host: HostConstraint | undefined) => ({
    ...routed,
    host,
    unseen,
    resolved,
    scope,
  }));
}
