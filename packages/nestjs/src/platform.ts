import type { IncomingMessage } from 'node:http';

import type {
  CompiledPolicy,
  Decision,
  PathEntry,
  PathRouter,
  ResolvedPolicy,
  RouteTable,
  TableRoute,
} from '@routecors/core';

import type { NestRoute } from './nest-route.ts';
import type { CorsRequest } from './options.ts';

/** What differs between Express and Fastify. */
export interface Platform {
  /** Called around the declaration of a controller's route; `path` is in the platform's syntax. */
  readonly declare: <Result>(route: NestRoute, path: string, register: () => Result) => Result;
  /** All that was declared, with the policy of the module for what is no controller's. */
  readonly routes: (moduleWide: ResolvedPolicy<CorsRequest>) => readonly TableRoute<CorsRequest>[];
  /** An empty router by the platform's own rules. */
  readonly router: () => PathRouter<PathEntry<CorsRequest>>;
  /** The policy of the route that a request reaches, or else that of the module. */
  readonly policyOf: (
    request: CorsRequest,
    table: RouteTable<CorsRequest>,
  ) => CompiledPolicy<CorsRequest> | undefined;
  readonly rawRequest: (request: CorsRequest) => IncomingMessage;
  /** Notes a decision where `corsDecision(request)` finds it, the platform's request or Node's. */
  readonly note: (request: CorsRequest, decision: Decision) => void;
  /** The same, and holds the response to it. */
  readonly hold: (request: CorsRequest, response: never, decision: Decision) => void;
  /** Answers with an empty body. */
  readonly end: (
    response: never,
    status: number,
    headers: Readonly<Record<string, string>>,
  ) => void;
  /** Whether a request goes on when the promise of a request hook is fulfilled, without `done()`. */
  readonly isResumedByPromise: boolean;
}
