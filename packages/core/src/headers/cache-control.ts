import type { PreflightDecision } from '../decide/decision.ts';

/** `Cache-Control` of a preflight that was granted, for caches that keep answers to `OPTIONS`. (RFC 9110, section 9.3.7 says they should not) */
export function cacheControl(decision: PreflightDecision): string | undefined {
  return decision.allowed ? (decision.policy.policy.cacheControl ?? undefined) : undefined;
}
