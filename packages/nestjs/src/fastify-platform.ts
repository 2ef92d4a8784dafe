import type { IncomingMessage, ServerResponse } from 'node:http';

import type { HttpServer } from '@nestjs/common';
import {
  type HostConstraint,
  type PathRouter,
  type TableRoute,
  createStaticFirstRouter,
  fastifyRouterOptions,
  guardResponse,
  hostName,
  noParams,
  pathParams,
} from '@routecors/core';
import findMyWay, { type HTTPMethod } from 'find-my-way';

import { noteDecision } from './cors-decision.ts';
import { type NestRoute, servesHost, tableRoutes } from './nest-route.ts';
import type { CorsRequest } from './options.ts';
import { createPathPolicyRouter, routesByPath } from './path-policy-router.ts';
import type { Platform } from './platform.ts';

/** The part of Fastify that is used: Express users have none installed, so its types stay out. */
interface Fastify {
  readonly initialConfig: Readonly<Record<string, unknown>>;
  addHook(name: 'onRoute', hook: (options: FastifyRoute) => void): unknown;
  addHook(name: 'onReady', hook: () => Promise<void>): unknown;
}

interface FastifyRoute {
  readonly method: string | readonly string[];
  readonly url: string;
  readonly constraints?: Readonly<Record<string, unknown>>;
  config?: object;
}

interface FastifyRequest extends CorsRequest {
  readonly raw: IncomingMessage;
  readonly params: unknown;
  readonly is404: boolean;
  readonly routeOptions: {
    readonly url?: string;
    readonly config: { readonly [routeKey]?: NestRoute };
  };
}

interface FastifyReply {
  readonly raw: ServerResponse;
  code(status: number): FastifyReply;
  header(name: string, value: string): FastifyReply;
  send(): unknown;
}

/** One declaration, as Fastify reported it; `route` is `undefined` for what is no controller's. */
interface Declaration {
  readonly route: NestRoute | undefined;
  readonly methods: readonly string[];
  readonly path: string;
  readonly constraints: Readonly<Record<string, unknown>>;
}

const routeKey: unique symbol = Symbol.for('routecors.route.v1');

/**
 * Fastify has found an actual request's route before its hooks run. For a preflight the same router
 * is asked about the method to come; it is fed with every route, those of plugins included, since
 * they can shadow a controller's.
 */
export function createFastifyPlatform(adapter: HttpServer<CorsRequest>): Platform {
  const instance = adapter.getInstance() as Fastify;
  const declarations: Declaration[] = [];
  let declaring: NestRoute | undefined;
  const keys = { declared: new Set<string>(), foreign: new Set<string>() };
  let known = 0;

  instance.addHook('onRoute', (options) => {
    const { url: path, constraints = {} } = options;
    // A new object: the same config may serve several routes.
    if (declaring) options.config = { ...options.config, [routeKey]: declaring };
    declarations.push({ route: declaring, methods: [options.method].flat(), path, constraints });
  });

  return {
    declare: (route, _path, register) => {
      declaring = route;
      try {
        return register();
      } finally {
        declaring = undefined;
      }
    },
    routes: (moduleWide, pathPolicies, policiesOf) => {
      known = declarations.length;
      const inside: TableRoute<CorsRequest>[] = [];
      const routes = declarations
        .filter(isInForce)
        .flatMap(({ route, methods, path, constraints }) => {
          const { host, version, ...unseen } = constraints;
          const routed = { methods, paths: [path] };
          const whole = {
            ...routed,
            host: host as HostConstraint | undefined,
            unseen: version === undefined ? unseen : { version, ...unseen },
            resolved: moduleWide,
            scope: moduleWide,
          };
          for (const method of methods) keys.declared.add(`${method} ${path}`);
          if (route === undefined) {
            for (const method of methods) keys.foreign.add(`${method} ${path}`);
            const split = routesByPath(whole, path, pathPolicies);
            inside.push(...split.inside);
            return [split.own];
          }
          return tableRoutes(route, policiesOf(route), routed).map((each) => ({
            ...each,
            host: each.host ?? whole.host,
            unseen: { ...each.unseen, ...unseen },
          }));
        });
      // A route that is really there comes first, should one of these be its like.
      return [...routes, ...inside];
    },
    hasLateRoutes: () => declarations.length > known,
    onReady: (callback) => {
      instance.addHook('onReady', async () => callback());
    },
    router: (pathPolicies) =>
      createPathPolicyRouter(createFastifyRouter(instance), keys, pathPolicies),
    policyOf: (request, table) => {
      const route = (request as FastifyRequest).routeOptions.config[routeKey];
      return route && isReached(request as FastifyRequest)
        ? route.policies.resolved?.policy
        : table.policyOfPath(request.url);
    },
    targetOf: (request) => {
      const { method, params, routeOptions, is404 } = request as FastifyRequest;
      const host = hostName(request.host);
      const isMissed =
        is404 || routeOptions.url === undefined || !isReached(request as FastifyRequest);
      if (isMissed) return { method, route: undefined, params: noParams, host };
      return { method, route: routeOptions.url, params: pathParams(params), host };
    },
    rawRequest: (request) => (request as FastifyRequest).raw,
    hold: (request, reply: FastifyReply, decision) => {
      // Middleware has Node's request, everything else Fastify's.
      noteDecision(request, decision);
      noteDecision((request as FastifyRequest).raw, decision);
      guardResponse(reply.raw, decision);
    },
    end: (reply: FastifyReply, status, caching) => {
      if (caching !== undefined) void reply.header('cache-control', caching);
      void reply.code(status).send();
    },
    // Since Nest 12; before, the promise of a hook was nobody's.
    isResumedByPromise: 'runLifecycleHook' in adapter,
  };
}

/** Fastify adds a HEAD route to each GET, and takes it away again where one is declared. */
function isInForce(
  { route, methods, path }: Declaration,
  _index: number,
  all: readonly Declaration[],
): boolean {
  const isAdded = route?.method === 'GET' && methods[0] === 'HEAD';
  return !(isAdded && all.some((other) => other.route?.method === 'HEAD' && other.path === path));
}

/** The same router as Fastify's own, with the same options, and plain paths in a map in front of it. */
function createFastifyRouter<Store>({ initialConfig }: Fastify): PathRouter<Store> {
  const options = fastifyRouterOptions(initialConfig);
  const router = findMyWay(options);
  const patterns: PathRouter<Store> = {
    add: (method, path, store, host) => {
      const constraints = host === undefined ? {} : { host: host as string };
      router.on(method as HTTPMethod, path, { constraints }, noHandler, store);
    },
    find: (method, url, host) => {
      const route = router.find(method as HTTPMethod, url, { host });
      return route && !hasEmptyParameter(route.params) ? (route.store as Store) : undefined;
    },
    paramsOf: (method, url, host) => router.find(method as HTTPMethod, url, { host })?.params,
  };
  return createStaticFirstRouter(patterns, options);
}

/** Whether Nest runs the route that Fastify has found. */
function isReached(request: FastifyRequest): boolean {
  const route = request.routeOptions.config[routeKey];
  return route === undefined || (servesHost(route, request) && !hasEmptyParameter(request.params));
}

/** Nest's adapter answers 404 for a parameter without a character, as Express does. */
function hasEmptyParameter(params: unknown): boolean {
  if (typeof params !== 'object' || params === null) return false;
  for (const name in params) {
    if (name !== '*' && Reflect.get(params, name) === '') return true;
  }
  return false;
}

function noHandler(): void {
  // The router wants one.
}
