import { diagnoseAuthority } from './diagnose-authority.ts';
import { diagnoseText } from './diagnose-text.ts';
import type { CorsIssueCode } from './issue.ts';

/** Why a string is no origin, and what its writer most likely meant. */
export interface OriginDiagnosis {
  readonly code: CorsIssueCode;
  readonly message: string;
  readonly hint: string;
}

/**
 * Explains why `value`, which `parseOrigin` and `parseOriginPattern` do not accept, is no origin:
 * first what the text as a whole shows, then scheme, host and port in turn. Never asked on the way
 * of a request, only about what a person wrote, or wants explained.
 */
export function diagnoseOrigin(value: string): OriginDiagnosis {
  return diagnoseText(value) ?? diagnoseAuthority(value);
}
