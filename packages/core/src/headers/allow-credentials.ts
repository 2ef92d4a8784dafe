import type { Decision } from '../decide/decision.ts';

/**
 * `Access-Control-Allow-Credentials`: `true` or absent, on preflights and actual responses alike,
 * since the browser does not say whether it sent credentials. (Fetch, "CORS check", steps 5 to 7)
 * Only asked where `Access-Control-Allow-Origin` is sent.
 */
export function allowCredentials(decision: Decision): 'true' | undefined {
  return decision.policy.allowCredentials ? 'true' : undefined;
}
