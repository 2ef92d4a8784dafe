import type { IncomingHttpHeaders } from 'node:http';

import type {
  InjectionToken,
  ModuleMetadata,
  OptionalFactoryDependency,
  Type,
} from '@nestjs/common';
import type { RouteCorsOptions, ScopeCorsOptions } from '@routecors/core';

/**
 * What an `origin` function may ask of the request on either platform. It is the platform's own
 * request: name its type, `(origin, request: FastifyRequest) => …`, to see all of it. A preflight
 * carries no cookies, no authorization and no custom headers, its method is `OPTIONS`, and it has no
 * path parameters: the function's third argument has what the preflight asks about.
 */
export interface CorsRequest {
  readonly method: string;
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  /** With its port, and as a trusted proxy was asked for it. */
  readonly host: string;
  readonly hostname: string;
  readonly protocol: string;
  readonly ip?: string | undefined;
}

/** A value for `paths`: nothing there is decided, answered or enforced by this module. */
export const handsOff: unique symbol = Symbol.for('routecors.handsOff');

/**
 * The options of `CorsModule.forRoot()`: the policy of every route, and policies that routes can
 * name. `paths` has the policies of what no controller owns, such as `/graphql`, a mounted router or
 * static files. Its keys are whole paths, prefixes included, in the syntax of Nest's routes:
 * `/static/*path`. The most specific stands; a controller's route keeps its own. {@link handsOff}
 * leaves a path to whatever answers there, such as an upstream that does its own CORS.
 */
export type CorsModuleOptions<Request = CorsRequest> = ScopeCorsOptions<Request> & {
  readonly paths?: Readonly<Record<string, RouteCorsOptions<Request> | typeof handsOff>>;
};

/** What `@Cors()` takes: options that override the inherited ones, the name of a policy, `false` for off, `true` for inherit. */
export type CorsDecoratorOptions<Request = CorsRequest> = RouteCorsOptions<Request>;

/** Makes the module's options; a provider for `useClass` and `useExisting`. */
export interface CorsOptionsFactory {
  createCorsOptions(): CorsModuleOptions<never> | Promise<CorsModuleOptions<never>>;
}

interface CorsModuleImports {
  /** Modules that export what the factory needs. */
  readonly imports?: NonNullable<ModuleMetadata['imports']>;
}

/** The options of `CorsModule.forRootAsync()`: one of the three ways in which Nest makes a provider. */
export type CorsModuleAsyncOptions = CorsModuleImports &
  (
    | {
        readonly inject?: (InjectionToken | OptionalFactoryDependency)[];
        /** Its arguments are what `inject` names, in that order. */
        readonly useFactory: (
          ...injected: never[]
        ) => CorsModuleOptions<never> | Promise<CorsModuleOptions<never>>;
      }
    | { readonly useClass: Type<CorsOptionsFactory> }
    | { readonly useExisting: InjectionToken<CorsOptionsFactory> }
  );

/** Where the name of the method that took the options is provided, for messages. */
export const corsModulePlace: unique symbol = Symbol('CorsModulePlace');

/** Where the module's options are provided. */
export const corsModuleOptions: unique symbol = Symbol('CorsModuleOptions');

/** The same, once what is needed to check them is loaded. */
export const preparedOptions: unique symbol = Symbol('PreparedCorsModuleOptions');

/**
 * Provided wherever `CorsModule` is imported. A package of controllers may have loaded this module once
 * more, by `require`: its `@Cors()` knows the application's `CorsModule` by this.
 */
export const corsModuleMark: unique symbol = Symbol.for('routecors.module.v1');
