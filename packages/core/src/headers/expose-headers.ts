import type { ActualDecision } from '../decide/decision.ts';

/** `Access-Control-Expose-Headers`: on actual responses only. (Fetch, "CORS-exposed header-name list") */
export function exposeHeaders(decision: ActualDecision): string | undefined {
  return decision.policy.exposeHeaders;
}
