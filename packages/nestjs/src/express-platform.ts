import type { ServerResponse } from 'node:http';

import type { HttpServer } from '@nestjs/common';
import type { ApplicationConfig } from '@nestjs/core';
import {
  type HostConstraint,
  type PathRouter,
  guardResponse,
  hostName,
  noParams,
  pathOf,
  pathParams,
  prepareGuard,
} from '@routecors/core';

import { type NestRoute, methodsOf, servesHost, tableRoutes } from './nest-route.ts';
import type { CorsRequest } from './options.ts';
import { createPatternIndex } from './pattern-index.ts';
import type { Platform } from './platform.ts';
import { createVersionFilter } from './version-filter.ts';

/** The part of Express's router that is read: one layer for each declaration. */
interface Layer {
  /**
   * Whether the pattern matches, by the router's own options: what it has found, or before router 2.3
   * `true`. Throws where it cannot decode the path.
   */
  match(path: string): boolean | { readonly params: unknown };
  /** Of the last match, before router 2.3. */
  readonly params?: unknown;
}

/** The part of an Express application that is used. */
interface Application {
  readonly router: { readonly stack: Layer[] };
  /** Where every request enters, from a server, a function in the cloud or another application. */
  handle: (this: unknown, request: unknown, response: ServerResponse, done?: unknown) => unknown;
}

/** One declaration in Express's router. */
interface Declaration {
  readonly route: NestRoute;
  readonly path: string;
  readonly methods: ReadonlySet<string>;
  readonly layer: Layer;
  readonly servesVersion: (request: CorsRequest) => boolean;
}

/**
 * Express tries its routes one after the other and runs the first that matches, so the order of
 * declaration is part of the answer. An index picks the few whose segments fit, and the router's own
 * layers decide: case, trailing slashes and patterns are then Express's by construction.
 *
 * Only controllers' routes are in it. What else is in the router may be middleware that lets requests
 * pass, which nobody can tell from outside; it gets the policy of the route behind it, or the module's.
 */
export function createExpressPlatform(
  adapter: HttpServer<CorsRequest>,
  config: ApplicationConfig,
): Platform {
  const declarations: Declaration[] = [];
  const index = createPatternIndex<Declaration>();
  const application = adapter.getInstance() as Application;
  const { router } = application;
  prepareGuards(application);

  const matching = (method: string, url: string): readonly Declaration[] => {
    const path = pathOf(url);
    try {
      return index
        .find(path)
        .filter(({ layer, methods }) => Boolean(layer.match(path)) && methods.has(method));
    } catch {
      // Express answers 400 at the first pattern whose parameters it cannot decode: no route runs.
      return [];
    }
  };

  const reachedBy = (request: CorsRequest): Declaration | undefined =>
    matching(request.method, request.url).find(
      ({ route, servesVersion }) => servesHost(route, request) && servesVersion(request),
    );

  return {
    declare: (route, path, register) => {
      const before = router.stack.length;
      const result = register();
      const methods = new Set(methodsOf(route.method));
      const servesVersion = createVersionFilter(adapter, config, route.version);
      for (const layer of router.stack.slice(before)) {
        const declaration = { route, path, methods, layer, servesVersion };
        declarations.push(declaration);
        index.add(path, declaration);
      }
      return result;
    },
    routes: (_moduleWide, _pathPolicies, policiesOf) =>
      declarations.flatMap(({ route, path, methods }) =>
        tableRoutes(route, policiesOf(route), { methods: [...methods], paths: [path] }),
      ),
    // What comes later is no controller's, and has the policy of the module whenever it comes.
    hasLateRoutes: () => false,
    onReady: () => {},
    router: () => createExpressRouter(matching),
    policyOf: (request, table) => {
      const reached = reachedBy(request);
      return reached ? reached.route.policies.resolved?.policy : table.policyOfPath(request.url);
    },
    targetOf: (request) => {
      const { method } = request;
      const host = hostName(request.host);
      const reached = reachedBy(request);
      if (reached === undefined) return { method, route: undefined, params: noParams, host };
      const params = pathParams(paramsOf(reached, request.url));
      return { method, route: reached.path, params, host };
    },
    rawRequest: (request) => request as never,
    // The guard keeps the decision, and Express links the response to its request.
    hold: (_request, response: ServerResponse, decision) => guardResponse(response, decision),
    end: (response: ServerResponse, status, caching) => {
      response.statusCode = status;
      if (caching !== undefined) response.setHeader('cache-control', caching);
      // A 204 has none. (RFC 9110, section 8.6)
      if (status !== 204) response.setHeader('content-length', '0');
      response.end();
    },
    isResumedByPromise: false,
  };
}

/**
 * Express gives each response another prototype, and V8 (before Node 24) then lays every one out anew
 * for each property that is added: microseconds, and 2 KB. So the guard's are there before.
 */
function prepareGuards(application: Application): void {
  const { handle } = application;
  application.handle = function handlePrepared(request, response, done) {
    prepareGuard(response);
    return handle.call(this, request, response, done);
  };
}

/** A router over what was declared: the patterns are there already, each with a place for what is added to it. */
function createExpressRouter<Store>(
  matching: (method: string, url: string) => readonly Declaration[],
): PathRouter<Store> {
  const stores = new Map<string, Store>();
  const findDeclared = (
    method: string,
    url: string,
    host = '',
  ): readonly [Declaration, HostConstraint | undefined] | undefined => {
    for (const declaration of matching(method, url)) {
      const { hosts } = declaration.route;
      const pattern = hosts.find((each) => each === undefined || each.test(host));
      if (pattern !== undefined || hosts.includes(undefined)) return [declaration, pattern];
    }
    return undefined;
  };
  return {
    add: (method, path, store, host) => stores.set(keyOf(method, path, host), store),
    find: (method, url, host) => {
      const found = findDeclared(method, url, host);
      return found && stores.get(keyOf(method, found[0].path, found[1]));
    },
    paramsOf: (method, url, host) => {
      const found = findDeclared(method, url, host);
      return found && paramsOf(found[0], url);
    },
  };
}

/** The path parameters of a declaration that matches. */
function paramsOf({ layer }: Declaration, url: string): unknown {
  const match = layer.match(pathOf(url));
  return typeof match === 'object' ? match.params : layer.params;
}

function keyOf(method: string, path: string, host: HostConstraint | undefined): string {
  return `${method} ${path} ${String(host)}`;
}
