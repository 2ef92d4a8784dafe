import {
  type ActualDecision,
  type PreflightDecision,
  type RequestHead,
  type RouteTable,
  type RouteTarget,
  type Watcher,
  cacheControl,
  decideActual,
  decidePreflight,
  hostName,
  isPreflight,
  preflightStatus,
} from '@routecors/core';

import { ForeignRequestException } from './foreign-request-exception.ts';
import { foreignRequest } from './foreign-request.ts';
import type { CorsRequest } from './options.ts';
import type { Platform } from './platform.ts';
import { isWatched, watchActual, watchPreflight } from './watch.ts';

export type Done = (error?: unknown) => void;

/** As the adapters of Nest take it. */
export type RequestHook = (request: CorsRequest, response: never, done: Done) => unknown;

/**
 * Makes the hook that every request enters through, before middleware, body parsers and guards. A
 * preflight ends here; everything else goes on, its response held to the decision whoever writes it.
 */
export function createRequestHook(
  table: () => RouteTable<CorsRequest> | undefined,
  platform: Platform,
  watcher: Watcher<CorsRequest>,
  next: RequestHook,
): RequestHook {
  return (request, response, done) => {
    const known = table();
    // A request before the routes are declared is answered without us, with no CORS header.
    if (known === undefined) return next(request, response, done);
    const head = headOf(request, platform);
    if (head.method === 'OPTIONS' && isPreflight(head)) {
      return answerPreflight(known, head, request, response, platform, watcher, done, () =>
        next(request, response, done),
      );
    }
    const policy = known.onlyPolicy ?? platform.policyOf(request, known);
    // Hands off: the path is somebody else's.
    if (policy === undefined) return next(request, response, done);
    const decision = decideActual(policy, head.origin, request, platform.targetOf);
    if (!(decision instanceof Promise)) {
      const refused = settle(decision, request, response, platform, watcher);
      return refused ? done(refused) : next(request, response, done);
    }
    // No promise is returned: some adapters would take its end for `done`.
    decision
      .then((settled) => {
        const refused = settle(settled, request, response, platform, watcher);
        if (refused) done(refused);
        else runLate(() => next(request, response, done), platform, done);
      })
      .catch(done);
    return undefined;
  };
}

function headOf(request: CorsRequest, platform: Platform): RequestHead {
  const { method = '', headers } = platform.rawRequest(request);
  return {
    method,
    origin: headers.origin,
    requestMethod: headers['access-control-request-method'],
    requestHeaders: headers['access-control-request-headers'],
  };
}

/** Holds a response to its decision, and returns the error that stops a request which may not run. */
function settle(
  decision: ActualDecision,
  request: CorsRequest,
  response: never,
  platform: Platform,
  watcher: Watcher<CorsRequest>,
): Error | undefined {
  if (decision.policy.isPlain) {
    platform.hold(request, response, decision);
    if (isWatched(decision)) watchActual(watcher, decision, request, platform);
    return undefined;
  }
  const refusal = foreignRequest(decision, platform.rawRequest(request), request);
  const settled = refusal ?? decision;
  platform.hold(request, response, settled);
  if (isWatched(settled)) watchActual(watcher, settled, request, platform);
  // Nest's exception layer answers it, and filters see it.
  return refusal && new ForeignRequestException();
}

function answerPreflight(
  table: RouteTable<CorsRequest>,
  head: RequestHead,
  request: CorsRequest,
  response: never,
  platform: Platform,
  watcher: Watcher<CorsRequest>,
  done: Done,
  pass: () => unknown,
): unknown {
  // Frameworks derive the name of the host anew each time.
  const host = table.hasHosts ? request.hostname : undefined;
  const { url } = request;
  const { requestMethod = '' } = head;
  const target = table.preflightTarget(url, requestMethod, host);
  // Whoever is behind a path that is none of ours answers its preflights, too.
  if (target === undefined) return pass();
  const targetOf = (): RouteTarget => ({
    ...table.targetOf(requestMethod, url, host),
    host: hostName(request.host),
  });
  const send = (decision: PreflightDecision): void => {
    platform.hold(request, response, decision);
    if (isWatched(decision)) {
      watchPreflight(watcher, decision, target, head, request, targetOf);
    }
    platform.end(response, preflightStatus(decision), cacheControl(decision));
  };
  const decision = decidePreflight(target, head, request, targetOf);
  if (decision instanceof Promise) decision.then(send).catch(done);
  else send(decision);
  return undefined;
}

/** Runs somebody's hook when the adapter no longer looks at what ours returns, and looks instead. */
function runLate(next: () => unknown, { isResumedByPromise }: Platform, done: Done): void {
  const result = next();
  if (result instanceof Promise) result.then(() => isResumedByPromise && done(), done);
}
