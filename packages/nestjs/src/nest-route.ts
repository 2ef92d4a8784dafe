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
  readonly declared: DeclaredRoute;
  /** Those in force. Replaced with all others at once. */
  policies: RoutePolicies;
  /** The hosts that it is bound to; one `undefined` for all hosts. */
  readonly hosts: readonly (RegExp | undefined)[];
  /** A version that is not in the path; `undefined` for none. */
  readonly version: Version | undefined;
}

/** The policies that concern a route. */
export interface RoutePolicies {
  /** The route's own; `undefined` where it was refused, and boot fails then. */
  readonly resolved: ResolvedPolicy<CorsRequest> | undefined;
  /** The controller's, for methods that the path does not have. */
  readonly scope: ResolvedPolicy<CorsRequest> | undefined;
}

/** Resolves the policies of a route that a controller declares. */
export function routePolicies(
  { controller, methodName, method, path }: DeclaredRoute,
  around: Draft,
  resolver: Resolver<CorsRequest>,
): RoutePolicies {
  const scope = controllerLevels(controller).reduce(resolver.scope, around);
  const resolved = resolver.route(scope, handlerLevels(controller, methodName), {
    path: `${method} ${path} (${controller.name}.${methodName})`,
    // A list of methods that has GET means HEAD as well.
    methods: method === 'ALL' ? allMethods : [method],
  });
  return { resolved, scope: resolver.resolve(scope) };
}

/** A declared route with its first policies. */
export function nestRoute(declared: DeclaredRoute, policies: RoutePolicies): NestRoute {
  const { method, path, hosts, version } = declared;
  return {
    method,
    path,
    declared,
    policies,
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
  { hosts, version }: NestRoute,
  { resolved, scope }: RoutePolicies,
  routed: Pick<TableRoute<CorsRequest>, 'methods' | 'paths'>,
): readonly TableRoute<CorsRequest>[] {
  const unseen = version === undefined ? {} : { version: [version].flat().map(String).join(', ') };
  const { methods, paths } = routed;
  // No spread: it would give each object a hidden class of its own.
  return hosts.map((host: HostConstraint | undefined) => ({
    methods,
    paths,
    host,
    unseen,
    resolved,
    scope,
  }));
}

/** The same where no platform has declared it: with the path as Nest writes it. */
export function routesOf(route: NestRoute): readonly TableRoute<CorsRequest>[] {
  const { method, path, policies } = route;
  return tableRoutes(route, policies, { methods: methodsOf(method), paths: [path] });
}
