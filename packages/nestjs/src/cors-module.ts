import {
  type DynamicModule,
  type FactoryProvider,
  Inject,
  type MiddlewareConsumer,
  Module,
  type NestModule,
  Optional,
  type Provider,
} from '@nestjs/common';
import { prepareOptions } from '@routecors/core';

import { CorsInspector } from './cors-inspector.ts';
import { CorsReloader } from './cors-reloader.ts';
import { CorsRuntime } from './cors-runtime.ts';
import {
  type CorsModuleAsyncOptions,
  type CorsModuleOptions,
  type CorsOptionsFactory,
  type CorsRequest,
  corsModuleMark,
  corsModuleOptions,
  corsModulePlace,
  preparedOptions,
} from './options.ts';

/**
 * Per-route CORS for Nest, on Express and on Fastify. Import it once, in the root module; it is for
 * the whole application, and nothing is added in `main.ts`.
 */
@Module({})
export class CorsModule implements NestModule {
  readonly #runtime: CorsRuntime;

  constructor(@Optional() @Inject(CorsRuntime) runtime: CorsRuntime | undefined) {
    if (runtime === undefined) {
      throw new Error(
        'CorsModule is imported without options. Fix: import CorsModule.forRoot({ origin: [...] }) in the root module, and nothing elsewhere: it is global.',
      );
    }
    this.#runtime = runtime;
  }

  /**
   * @param options the policy of every route that says nothing else, and `policies` that `@Cors()`
   *   can name; none at all is for everybody, without credentials
   */
  static forRoot<Request = CorsRequest>(options?: CorsModuleOptions<Request>): DynamicModule {
    return moduleWith('forRoot', [{ provide: corsModuleOptions, useValue: options ?? {} }]);
  }

  /** As {@link CorsModule.forRoot}, with options that other providers make, such as `ConfigService`. */
  static forRootAsync(options: CorsModuleAsyncOptions): DynamicModule {
    return moduleWith('forRootAsync', optionsProviders(options), options.imports);
  }

  /** Nest calls this when prefix and versions are settled, just before it declares its routes. */
  configure(_consumer: MiddlewareConsumer): void {
    this.#runtime.prepare();
  }
}

function moduleWith(
  method: 'forRoot' | 'forRootAsync',
  providers: Provider[],
  imports: NonNullable<DynamicModule['imports']> = [],
): DynamicModule {
  return {
    module: CorsModule,
    global: true,
    imports,
    providers: [
      { provide: corsModulePlace, useValue: `CorsModule.${method}` },
      ...providers,
      { provide: preparedOptions, inject: [corsModuleOptions], useFactory: prepare },
      { provide: corsModuleMark, useValue: true },
      CorsRuntime,
      CorsInspector,
      CorsReloader,
    ],
    exports: [CorsInspector, CorsReloader, corsModuleMark],
  };
}

function optionsProviders(options: CorsModuleAsyncOptions): Provider[] {
  if ('useFactory' in options) {
    const { inject = [], useFactory } = options;
    return [
      {
        provide: corsModuleOptions,
        inject,
        useFactory: useFactory as FactoryProvider['useFactory'],
      },
    ];
  }
  if ('useExisting' in options) {
    return [{ provide: corsModuleOptions, inject: [options.useExisting], useFactory: callFactory }];
  }
  const { useClass } = options;
  return [
    { provide: useClass, useClass },
    { provide: corsModuleOptions, inject: [useClass], useFactory: callFactory },
  ];
}

function callFactory(
  factory: CorsOptionsFactory,
): ReturnType<CorsOptionsFactory['createCorsOptions']> {
  return factory.createCorsOptions();
}

/** The decorators have begun with theirs, when their classes were defined. */
async function prepare(options: unknown): Promise<unknown> {
  await prepareOptions([options]);
  return options;
}
