import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import { grantMethods } from '../compile/method-grant.ts';
import type { PreflightTarget } from '../compile/preflight-target.ts';
import { decideActual } from '../decide/decide-actual.ts';
import { decideForeign } from '../decide/decide-foreign.ts';
import { decidePreflight } from '../decide/decide-preflight.ts';
import type { Decision } from '../decide/decision.ts';
import type { RequestHead } from '../fetch/cors-request.ts';
import type { Provenance } from '../fetch/provenance.ts';
import type { RouteTarget } from '../fetch/route-target.ts';

/**
 * Decides about a request that is no preflight as the shadow of its policy would, `enforce` included.
 * Nobody obeys the answer.
 *
 * @returns `undefined` where the policy has no shadow
 */
export function decideShadow<Request>(
  { shadow }: CompiledPolicy<Request>,
  provenance: Provenance,
  request: Request,
  targetOf: (request: Request) => RouteTarget,
): Decision | Promise<Decision> | undefined {
  if (shadow === undefined) return undefined;
  const decision = decideActual(shadow, provenance.origin, request, targetOf);
  if (!(decision instanceof Promise)) return decideForeign(decision, provenance) ?? decision;
  return decision.then((settled) => decideForeign(settled, provenance) ?? settled);
}

/** The same for a preflight. */
export function decideShadowPreflight<Request>(
  target: PreflightTarget<Request>,
  head: RequestHead,
  request: Request,
  targetOf: () => RouteTarget,
): Decision | Promise<Decision> | undefined {
  const { shadow } = target.policy;
  if (shadow === undefined) return undefined;
  // A shadow that lists methods grants fewer of those that share the policy.
  const methods = grantMethods(shadow.policy, target.methods.names);
  return decidePreflight({ ...target, policy: shadow, methods }, head, request, targetOf);
}

/** Whether a page would notice if the shadow were the policy. */
export function isDifferent(decision: Decision, shadow: Decision): boolean {
  return outcomeOf(decision) !== outcomeOf(shadow);
}

function outcomeOf({ allowed, kind }: Decision): string {
  if (kind === 'foreign') return 'refused';
  return allowed ? 'allowed' : 'denied';
}
