import type { IncomingMessage, Server } from 'node:http';

import {
  type HttpServer,
  Inject,
  Injectable,
  Logger,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { ApplicationConfig, HttpAdapterHost, ModulesContainer } from '@nestjs/core';
import {
  type CorsRoute,
  type Draft,
  type ResolvedPolicy,
  type RouteTable,
  createResolver,
  createRouteTable,
  describeIssue,
  describeRoutes,
  emptyDraft,
  sortRoutes,
} from '@routecors/core';

import { createPlatform } from './create-platform.ts';
import { declaredRoutes } from './declared-route.ts';
import { type Doorkeeper, createDoorkeeper } from './doorkeeper.ts';
import { noteHook } from './framework-errors.ts';
import { type Gateway, resolveGateways } from './gateway.ts';
import { hasOtherCors, install } from './installation.ts';
import { type NestRoute, methodsOf, resolveRoute, tableRoutes } from './nest-route.ts';
import {
  type CorsModuleOptions,
  type CorsRequest,
  corsModulePlace,
  preparedOptions,
} from './options.ts';
import { warnOfOwnedPaths } from './owned-paths.ts';
import {
  type PathPolicy,
  policyUnder,
  printedRoutes,
  resolvePathPolicies,
  splitOptions,
} from './path-policies.ts';
import type { Platform } from './platform.ts';
import { type EndWatch, type Surprises, watchRegistrations } from './registration-watch.ts';
import { type RequestHook, createRequestHook } from './request-hook.ts';
import { reportStrayDecorators } from './stray-decorators.ts';
import { guardUpgrades } from './upgrade-guard.ts';
import { createNestWatcher } from './watch.ts';

/** What `CorsModule` does while the application boots: enter, prepare, and finish. */
@Injectable()
export class CorsRuntime implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('CorsModule');
  readonly #resolver = createResolver<CorsRequest>();
  readonly #host: HttpAdapterHost;
  readonly #config: ApplicationConfig;
  readonly #modules: ModulesContainer;
  readonly #draft: Draft;
  readonly #moduleWide: ResolvedPolicy<CorsRequest> | undefined;
  #platform: Platform | undefined;
  #endWatch: EndWatch | undefined;
  #table: RouteTable<CorsRequest> | undefined;
  readonly #gateways: Gateway[] = [];
  readonly #pathPolicies: readonly PathPolicy[];
  readonly #watcher = createNestWatcher();
  #isOtherCorsTold = false;
  readonly #doorkeeper: Doorkeeper;

  constructor(
    @Inject(corsModulePlace) place: string,
    @Inject(preparedOptions) value: CorsModuleOptions,
    @Inject(HttpAdapterHost) host: HttpAdapterHost,
    @Inject(ApplicationConfig) config: ApplicationConfig,
    @Inject(ModulesContainer) modules: ModulesContainer,
  ) {
    this.#host = host;
    this.#config = config;
    this.#modules = modules;
    const { paths, options } = splitOptions(value);
    this.#draft = this.#resolver.scope(emptyDraft, { path: place, value: options });
    this.#moduleWide = this.#resolver.resolve(this.#draft);
    this.#pathPolicies = resolvePathPolicies(paths, `${place}.paths`, this.#draft, this.#resolver);
    this.#doorkeeper = createDoorkeeper(
      this.#gateways,
      () => this.#table,
      this.#draft,
      this.#resolver,
      this.#watcher,
    );
    // As early as can be, to see what main.ts does. A testing module has its adapter later.
    this.#enter();
  }

  /** An application context and a microservice have no adapter, which Nest says with `null`, and a testing module has none yet. */
  #adapter(): HttpServer<CorsRequest> | undefined {
    return (this.#host.httpAdapter as HttpServer<CorsRequest> | null | undefined) ?? undefined;
  }

  /** Takes its place before everything that handles requests. */
  #enter(): HttpServer<CorsRequest> | undefined {
    const adapter = this.#adapter();
    if (adapter === undefined || this.#platform) return adapter;
    const platform = createPlatform(adapter, this.#config);
    const makeHook = (next: RequestHook) =>
      createRequestHook(() => this.#table, platform, this.#watcher, next);
    install(adapter, makeHook, () => this.#warnOfOtherCors());
    noteHook(
      adapter.getInstance() as object,
      makeHook((_request, _response, done) => done()),
    );
    this.#platform = platform;
    return adapter;
  }

  /** Resolves all routes, when prefix and versions are settled, and watches Nest declare them. */
  prepare(): void {
    const adapter = this.#enter();
    if (adapter === undefined || this.#platform === undefined) return;
    const routes = this.#resolveRoutes();
    this.#gateways.push(...resolveGateways(this.#modules, this.#draft, this.#resolver));
    reportStrayDecorators(this.#modules, this.#draft, this.#resolver);
    this.#resolver.report.finish();
    this.#endWatch = watchRegistrations(adapter, routes, this.#platform);
  }

  #resolveRoutes(): readonly NestRoute[] {
    return [...declaredRoutes(this.#modules, this.#config)].map((declared) =>
      resolveRoute(declared, this.#draft, this.#resolver),
    );
  }

  /** Nest has declared its routes. */
  onModuleInit(): void {
    const surprises = this.#endWatch?.();
    const platform = this.#platform;
    const moduleWide = this.#moduleWide;
    if (platform === undefined || moduleWide === undefined) return;
    if (surprises) this.#refuse(surprises);
    this.#makeTable(platform, moduleWide);
    platform.onReady(() => {
      this.#takeLateRoutes();
      this.#checkOtherCors();
    });
    this.#checkOtherCors();
    guardUpgrades(this.#host.httpAdapter.getHttpServer() as Server, this.#doorkeeper);
  }

  /** Nest calls this when the application closes. */
  onModuleDestroy(): void {
    this.#watcher.close();
  }

  #checkOtherCors(): void {
    if (hasOtherCors(this.#host.httpAdapter)) this.#warnOfOtherCors();
  }

  #warnOfOtherCors(): void {
    if (this.#isOtherCorsTold) return;
    this.#isOtherCorsTold = true;
    this.#logger.warn(
      'Another CORS middleware (enableCors(), app.use(cors()) or @fastify/cors) is installed beside CorsModule: it ends OPTIONS requests that the application should see, and its headers are replaced. Fix: remove it.',
    );
  }

  #makeTable(platform: Platform, moduleWide: ResolvedPolicy<CorsRequest>): void {
    const { report } = this.#resolver;
    const pathPolicies = this.#pathPolicies;
    const told = report.warnings.length;
    const table = createRouteTable(
      platform.routes(moduleWide, pathPolicies),
      platform.router(pathPolicies),
      (url) => policyUnder(pathPolicies, moduleWide, url),
      [moduleWide.policy, ...pathPolicies.map(({ resolved }) => resolved?.policy)],
      report,
    );
    warnOfOwnedPaths(pathPolicies, table, report.warn);
    report.finish();
    for (const warning of report.warnings.slice(this.#table ? told : 0)) {
      this.#logger.warn(describeIssue(warning));
    }
    this.#table = table;
  }

  /** Modules that start after this one may give routes to the platform itself, as GraphQL's does. */
  #takeLateRoutes(): void {
    if (!this.#platform?.hasLateRoutes() || this.#moduleWide === undefined) return;
    this.#makeTable(this.#platform, this.#moduleWide);
  }

  /** As {@link CorsInspector.isForeignRequest}. */
  isForeignRequest(request: CorsRequest | IncomingMessage, name?: string): Promise<boolean> {
    return this.#doorkeeper.isForeignRequest(request, name);
  }

  /** A route whose policy is unknown would be answered with a wrong one. */
  #refuse({ unexpected, missing }: Surprises): void {
    // Since Nest 12 an application may ask for routes to be left out, where two are the same.
    const isLeftOut =
      'getRouteConflictPolicy' in this.#config && this.#config.getRouteConflictPolicy();
    const routes = isLeftOut ? unexpected : [...unexpected, ...missing];
    if (routes.length === 0) return;
    throw new Error(
      `The routes that Nest declares are not those of its controllers, so the policies of these are unknown: ${routes.join(', ')}. This version of Nest may be newer than @routecors/nestjs knows.`,
    );
  }

  /** @throws Error before the routes are declared; CorsPolicyError where there is no server to refuse to start */
  routes(): readonly CorsRoute[] {
    if (this.#table) {
      this.#takeLateRoutes();
      const { describe } = this.#table;
      return sortRoutes([...describe(), ...describeRoutes(printedRoutes(this.#pathPolicies))]);
    }
    // Without a server nothing is ever declared: what the controllers say is all there is.
    if (this.#adapter() === undefined) {
      const routes = this.#resolveRoutes();
      this.#resolver.report.finish();
      const controllers = routes.flatMap((route) =>
        tableRoutes(route, { methods: methodsOf(route.method), paths: [route.path] }),
      );
      return describeRoutes([...controllers, ...printedRoutes(this.#pathPolicies)]);
    }
    throw new Error(
      'The CORS policies are known once the application is ready: await app.init() first.',
    );
  }
}
