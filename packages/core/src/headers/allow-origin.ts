import type { ActualDecision, PreflightDecision } from '../decide/decision.ts';

/**
 * `Access-Control-Allow-Origin`: `*` where everybody gets the same, else the request's own bytes,
 * never two values. `undefined` where the origin was not allowed. (Fetch, "CORS check", steps 1 to 4)
 */
export function allowOrigin(decision: ActualDecision | PreflightDecision): string | undefined {
  // Answers to all alike carry it even without `Origin`: a cache may keep them for a CORS request.
  if (decision.policy.origins.kind === 'any') {
    return decision.kind === 'actual' || decision.originAllowed ? '*' : undefined;
  }
  const isAllowed = decision.kind === 'actual' ? decision.allowed : decision.originAllowed;
  // Without `Origin` this is `undefined`, which is right too.
  return isAllowed ? decision.origin : undefined;
}
