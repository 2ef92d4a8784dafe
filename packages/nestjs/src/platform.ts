import type { IncomingMessage } from 'node:http';

import type {
  CompiledPolicy,
  Decision,
  PathEntry,
  PathRouter,
  ResolvedPolicy,
  RouteTarget,
  RouteTable,
  TableRoute,
} from '@routecors/core';

import type { NestRoute, RoutePolicies } from './nest-route.ts';
import type { CorsRequest } from './options.ts';
import type { PathPolicy } from './path-policies.ts';

/** What differs between Express and Fastify. */
export interface Platform {
  /** Called around the declaration of a controller's route; `path` is in the platform's syntax. */
  readonly declare: <Result>(route: NestRoute, path: string, register: () => Result) => Result;
  /** All that was declared, with the policy of its path, or the module's, for what is no controller's. */
  readonly routes: (
    moduleWide: ResolvedPolicy<CorsRequest>,
    pathPolicies: readonly PathPolicy[],
    policiesOf: (route: NestRoute) => RoutePolicies,
  ) => readonly TableRoute<CorsRequest>[];
  /** Whether more has been declared since {@link Platform.routes} was asked: modules add routes while they start. */
  readonly hasLateRoutes: () => boolean;
  /** Calls back when all is declared, before the first request. */
  readonly onReady: (callback: () => void) => void;
  /** An empty router by the platform's own rules. */
  readonly router: (pathPolicies: readonly PathPolicy[]) => PathRouter<PathEntry<CorsRequest>>;
  /** The policy of the route that a request reaches, or else that of its path, or of the module. */
  readonly policyOf: (
    request: CorsRequest,
    table: RouteTable<CorsRequest>,
  ) => CompiledPolicy<CorsRequest> | undefined;
  /** The route that a request reaches, for an origin function. */
  readonly targetOf: (request: CorsRequest) => RouteTarget;
  readonly rawRequest: (request: CorsRequest) => IncomingMessage;
  /** Holds the response to a decision, and notes it where `corsDecision(request)` finds it. */
  readonly hold: (request: CorsRequest, response: never, decision: Decision) => void;
  /** Answers with an empty body, and with a `Cache-Control` where there is one. */
  readonly end: (response: never, status: number, caching: string | undefined) => void;
  /** Whether a request goes on when the promise of a request hook is fulfilled, without `done()`. */
  readonly isResumedByPromise: boolean;
}
