import type { PreflightDecision } from '../decide/decision.ts';

/**
 * `Access-Control-Max-Age`: the policy's for a whole grant, `0` for less. By the standard a browser
 * keeps nothing of a preflight that failed; WebKit keeps what it lists, for 5 seconds, unless it says
 * `0`. (Fetch, "CORS-preflight fetch", step 7)
 */
export function maxAge(decision: PreflightDecision): string | undefined {
  return decision.allowed ? decision.policy.maxAge : '0';
}
