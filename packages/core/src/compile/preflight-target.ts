import type { CompiledPolicy } from './compiled-policy.ts';
import type { MethodGrant } from './method-grant.ts';

/** Whose policy a preflight is answered with, and which methods it may grant. */
export interface PreflightTarget<Request> {
  readonly policy: CompiledPolicy<Request>;
  readonly methods: MethodGrant;
  /** The pattern of the route, or of another one at the path; `undefined` where nothing is routed there. */
  readonly route: string | undefined;
}
