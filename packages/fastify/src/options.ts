import type { CorsOptions, CorsRoute, Decision, ScopeCorsOptions } from '@routecors/core';
import type { FastifyRequest } from 'fastify';

/** The options of `fastify.register(corsPlugin, options)`: a policy, and policies that routes can name. */
export type CorsPluginOptions = ScopeCorsOptions<FastifyRequest>;

/**
 * What `config.cors` takes: options that override the inherited ones, the name of a policy, `false`
 * for off, `true` for inherit. At least one option has to be there: Fastify infers the type of a
 * route's `config` from what is written, which would let an object of nothing but typos pass.
 */
export type RouteCorsOptions = string | boolean | AtLeastOne<CorsOptions<FastifyRequest>>;

type AtLeastOne<Options> = Options extends unknown
  ? {
      [Name in keyof Options]-?: Options & { readonly [Given in Name]-?: Options[Given] };
    }[keyof Options]
  : never;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** This route's own level of CORS policy. */
    cors?: RouteCorsOptions;
  }

  interface FastifyInstance {
    /**
     * The resolved policy of every route as plain JSON, sorted by path and method.
     *
     * @throws Error before the instance is ready
     */
    corsRoutes(): readonly CorsRoute[];
  }

  interface FastifyRequest {
    /** What was decided about this request, and why; `null` where no registration covers it. */
    corsDecision: Decision | null;
  }
}
