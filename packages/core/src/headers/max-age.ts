import type { PreflightDecision } from '../decide/decision.ts';

/**
 * `Access-Control-Max-Age`: only with a whole grant, since a refusal is not remembered by browsers,
 * and should not be by anybody else. (Fetch, "CORS-preflight fetch", step 7)
 */
export function maxAge(decision: PreflightDecision): string | undefined {
  return decision.allowed ? decision.policy.maxAge : undefined;
}
