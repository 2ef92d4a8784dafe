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
import type { CorsRoute, OriginListStatus } from '@routecors/core';

import { createPlatform } from './create-platform.ts';
import { type DeclaredRoute, declaredRoutes } from './declared-route.ts';
import { type Doorkeeper, createDoorkeeper } from './doorkeeper.ts';
import { noteHook } from './framework-errors.ts';
import { hasOtherCors, install } from './installation.ts';
import {
  type CorsModuleOptions,
  type CorsRequest,
  corsModulePlace,
  preparedOptions,
} from './options.ts';
import type { Platform } from './platform.ts';
import { type Policies, createPolicies } from './policies.ts';
import { type EndWatch, type Surprises, watchRegistrations } from './registration-watch.ts';
import { type RequestHook, createRequestHook } from './request-hook.ts';
import { guardUpgrades } from './upgrade-guard.ts';
import { createNestWatcher } from './watch.ts';

/** What `CorsModule` does while the application boots: enter, prepare, and finish. */
@Injectable()
export class CorsRuntime implements OnModuleInit, OnModuleDestroy {
  readonly #logger = new Logger('CorsModule');
  readonly #host: HttpAdapterHost;
  readonly #config: ApplicationConfig;
  readonly #modules: ModulesContainer;
  readonly #policies: Policies;
  readonly #watcher = createNestWatcher();
  readonly #doorkeeper: Doorkeeper;
  #platform: Platform | undefined;
  #endWatch: EndWatch | undefined;
  #isOtherCorsTold = false;

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
    this.#policies = createPolicies(place, value, modules, this.#logger);
    const { set, table } = this.#policies;
    this.#doorkeeper = createDoorkeeper(set, table, this.#watcher);
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
      createRequestHook(this.#policies.table, platform, this.#watcher, next);
    install(adapter, makeHook, () => this.#warnOfOtherCors());
    noteHook(
      adapter.getInstance() as object,
      makeHook((_request, _response, done) => done()),
    );
    this.#platform = platform;
    return adapter;
  }

  #declaredRoutes(): Iterable<DeclaredRoute> {
    return declaredRoutes(this.#modules, this.#config);
  }

  /** Resolves all routes, when prefix and versions are settled, and watches Nest declare them. */
  prepare(): void {
    const adapter = this.#enter();
    if (adapter === undefined || this.#platform === undefined) return;
    const routes = this.#policies.prepare(this.#declaredRoutes());
    this.#endWatch = watchRegistrations(adapter, routes, this.#platform);
  }

  /** Nest has declared its routes. */
  async onModuleInit(): Promise<void> {
    const surprises = this.#endWatch?.();
    const platform = this.#platform;
    if (platform === undefined) return;
    if (surprises) this.#refuse(surprises);
    const lists = this.#policies.boot(platform);
    platform.onReady(() => {
      this.#policies.takeLateRoutes();
      this.#checkOtherCors();
    });
    this.#checkOtherCors();
    guardUpgrades(this.#host.httpAdapter.getHttpServer() as Server, this.#doorkeeper);
    await lists;
  }

  /** Nest calls this when the application closes. */
  async onModuleDestroy(): Promise<void> {
    this.#watcher.close();
    await this.#policies.close();
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
    this.#policies.takeLateRoutes();
    const isServerless = this.#adapter() === undefined;
    return this.#policies.describe(isServerless ? this.#declaredRoutes() : undefined);
  }

  /** As {@link CorsInspector.isForeignRequest}. */
  isForeignRequest(request: CorsRequest | IncomingMessage, name?: string): Promise<boolean> {
    return this.#doorkeeper.isForeignRequest(request, name);
  }

  /** As {@link CorsReloader.reload}. */
  reload(options: CorsModuleOptions<never>): Promise<void> {
    return this.#policies.reload(options);
  }

  listStatuses(): readonly OriginListStatus[] {
    return this.#policies.listStatuses();
  }
}
