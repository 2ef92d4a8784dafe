import type { Decision } from '@routecors/core';

const decisionKey = Symbol('routecors.decision');

interface Decided {
  [decisionKey]?: Decision;
}

/** Notes what was decided about a request. */
export function noteDecision(request: object, decision: Decision): void {
  (request as Decided)[decisionKey] = decision;
}

/**
 * What `CorsModule` decided about a request, and why: for a guard, an interceptor or a log line of
 * your own.
 *
 * @param request the platform's request, as `@Req()` or `switchToHttp().getRequest()` gives it
 * @returns the decision; `undefined` where the module is not imported
 */
export function corsDecision(request: object): Decision | undefined {
  return (request as Decided)[decisionKey];
}
