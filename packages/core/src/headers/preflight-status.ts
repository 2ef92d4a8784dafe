import type { PreflightDecision } from '../decide/decision.ts';

/**
 * The status of a preflight's answer. Where only the method or a header is denied it is a success
 * status that lacks the grant, so that the browser's console names the exact step; 403 would make it
 * say no more than "does not have HTTP ok status". (Fetch, "CORS-preflight fetch", step 7)
 */
export function preflightStatus(decision: PreflightDecision): number {
  return decision.originAllowed ? decision.policy.policy.optionsSuccessStatus : 403;
}
