import { type Decision, guardedDecision } from '@routecors/core';

const decisionKey = Symbol.for('routecors.request-decision.v1');

interface Decided {
  [decisionKey]?: Decision;
  /** Express's request has its response. */
  readonly res?: object;
}

/** Notes what was decided about a request. */
export function noteDecision(request: object, decision: Decision): void {
  (request as Decided)[decisionKey] = decision;
}

/**
 * What `CorsModule` decided about a request, and why: for a guard, an interceptor or a log line of
 * your own.
 *
 * @param request the platform's request, as `@Req()` or `switchToHttp().getRequest()` gives it, or
 *   Node's own, as middleware gets it
 * @returns the decision; `undefined` where the module is not imported
 */
export function corsDecision(request: object): Decision | undefined {
  const { [decisionKey]: decision, res } = request as Decided;
  return decision ?? (res && guardedDecision(res));
}
