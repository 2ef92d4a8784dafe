import type { IncomingMessage } from 'node:http';

import type {
  CorsOptions,
  CorsRoute,
  Decision,
  OriginListStatus,
  ScopeCorsOptions,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

/** The options of `fastify.register(corsPlugin, options)`: a policy, and policies that routes can name. */
export type CorsPluginOptions = ScopeCorsOptions<FastifyRequest, FastifyInstance>;

/**
 * What `config.cors` takes: options that override the inherited ones, the name of a policy, `false`
 * for off, `true` for inherit. At least one option has to be there: Fastify infers the type of a
 * route's `config` from what is written, which would let an object of nothing but typos pass.
 */
export type RouteCorsOptions =
  | string
  | boolean
  | AtLeastOne<CorsOptions<FastifyRequest, FastifyInstance>>;

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

    /**
     * Puts other options in the place of those that `register(corsPlugin, …)` was given, here or in the
     * nearest scope around. All policies are made anew and checked as at boot; then they are in force at
     * once, for the next request. What browsers remember of earlier preflights outlives that, for `maxAge`.
     *
     * @returns when the new policies are in force, and the live lists that they ask are loaded
     * @throws CorsPolicyError with all problems, and the old policies stay; Error before the instance is ready
     */
    corsReload(options: CorsPluginOptions): Promise<void>;

    /** How the live lists are that policies ask, as plain JSON: entries, version, what was left out, the state of the source. */
    corsOriginLists(): readonly OriginListStatus[];

    /**
     * Whether another site's page sent a request: neither the server's own pages, nor an origin of
     * the policy, nor something that is no browser. For doors that Fastify's routes do not have, such
     * as socket.io's `allowRequest`, the `verifyClient` of `ws`, or an `upgrade` listener. It asks the
     * same list as `enforce`, whether the policy enforces or not. Where no policy is found it says
     * `true`, and logs why.
     *
     * @param request Fastify's request, or Node's own
     * @param policyName a policy of `policies`; without it, the policy of the route that the request's
     *   URL reaches, or of the scope that it is under
     * @throws Error before the instance is ready
     */
    isForeignRequest(
      request: FastifyRequest | IncomingMessage,
      policyName?: string,
    ): Promise<boolean>;
  }

  interface FastifyRequest {
    /** What was decided about this request, and why; `null` where no registration covers it. */
    corsDecision: Decision | null;
  }
}
