import type { CompiledPolicy } from './compiled-policy.ts';
import type { MethodGrant } from './method-grant.ts';

/** Whose policy a preflight is answered with, and which methods it may grant. */
export interface PreflightTarget<Request> {
  readonly policy: CompiledPolicy<Request>;
  readonly methods: MethodGrant;
}
