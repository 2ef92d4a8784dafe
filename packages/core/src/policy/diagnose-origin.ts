import { diagnoseAuthority } from './diagnose-authority.ts';
import { diagnoseText } from './diagnose-text.ts';
import type { Diagnosis } from './issue.ts';

/**
 * Explains why `value`, which `parseOrigin` and `parseOriginPattern` do not accept, is no origin:
 * first what the text as a whole shows, then scheme, host and port in turn. Never asked on the way
 * of a request, only about what a person wrote, or wants explained.
 */
export function diagnoseOrigin(value: string): Diagnosis {
  return diagnoseText(value) ?? diagnoseAuthority(value);
}
