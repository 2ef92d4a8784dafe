import type { IncomingMessage } from 'node:http';

import { Inject, Injectable } from '@nestjs/common';
import type { CorsRoute, OriginListStatus } from '@routecors/core';

import { CorsRuntime } from './cors-runtime.ts';
import type { CorsRequest } from './options.ts';

/**
 * Tells the resolved policy of every route as plain JSON, for tests, reviews and diffs. `CorsModule`
 * provides it everywhere.
 *
 * ```ts
 * expect(app.get(CorsInspector).routes()).toMatchSnapshot();
 * ```
 */
@Injectable()
export class CorsInspector {
  readonly #runtime: CorsRuntime;

  constructor(@Inject(CorsRuntime) runtime: CorsRuntime) {
    this.#runtime = runtime;
  }

  /**
   * Every route of every controller, sorted by path and method.
   *
   * Without a server (an application context, a microservice, a testing module that makes no
   * application) these are the controllers' routes as Nest writes them.
   *
   * @throws Error before `app.init()` or `app.listen()`; CorsPolicyError without a server, where a
   *   policy would be refused
   */
  routes(): readonly CorsRoute[] {
    return this.#runtime.routes();
  }

  /** How the live lists are that policies ask: entries, version, what was left out, the state of the source. */
  originLists(): readonly OriginListStatus[] {
    return this.#runtime.listStatuses();
  }

  /**
   * Whether another site's page sent a request: neither the server's own pages, nor an origin of the
   * policy, nor something that is no browser. For doors that Nest's routes do not have, such as
   * socket.io's `allowRequest` or the `verifyClient` of `ws`. It asks the same list as `enforce`,
   * whether the policy enforces or not. Where there is no such policy it says `true`, and logs why.
   *
   * @param request the platform's request, or Node's own
   * @param policyName a policy of `policies`; without it, that of the gateway or route that the URL
   *   reaches, or the module's
   */
  isForeignRequest(request: CorsRequest | IncomingMessage, policyName?: string): Promise<boolean> {
    return this.#runtime.isForeignRequest(request, policyName);
  }
}
