import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { RouteTarget } from '../fetch/route-target.ts';
import { decideOrigin, isAllowed } from './decide-origin.ts';
import type { ActualDecision } from './decision.ts';
import type { Reason } from './reason.ts';

/**
 * Decides about a request that is no preflight. It never stops the request: CORS is no access
 * control, the answer only tells the browser whether the page may read the response.
 *
 * @param policy the policy of the route that handles the request
 * @param origin the value of `Origin`, as it arrived; `undefined` where there is none
 * @param request the framework's request, for an origin function
 * @param targetOf tells the route of a request; called only where an origin function is asked
 * @returns the decision; a promise of it only where an origin function returned one
 */
export function decideActual<Request>(
  policy: CompiledPolicy<Request>,
  origin: string | undefined,
  request: Request,
  targetOf: (request: Request) => RouteTarget,
): ActualDecision | Promise<ActualDecision> {
  if (origin === undefined) return withoutOrigin(policy);
  const answer = decideOrigin(policy, origin, request, targetOf);
  if (typeof answer === 'string') {
    return actual(policy, answer, isAllowed(answer), origin, undefined);
  }
  if (answer instanceof Promise) {
    return answer.then(({ reason, cause }) =>
      actual(policy, reason, isAllowed(reason), origin, cause),
    );
  }
  return actual(policy, answer.reason, isAllowed(answer.reason), origin, answer.cause);
}

const decisionsWithoutOrigin = new WeakMap<CompiledPolicy<never>, ActualDecision>();

/** One decision for all who send no `Origin`: it depends on nothing else, and no function is asked about nobody. */
function withoutOrigin<Request>(policy: CompiledPolicy<Request>): ActualDecision {
  const known = decisionsWithoutOrigin.get(policy);
  if (known !== undefined) return known;
  const made = Object.freeze(actual(policy, 'no-origin', true, undefined, undefined));
  decisionsWithoutOrigin.set(policy, made);
  return made;
}

function actual<Request>(
  policy: CompiledPolicy<Request>,
  reason: Reason,
  allowed: boolean,
  origin: string | undefined,
  cause: unknown,
): ActualDecision {
  return { kind: 'actual', allowed, reason, origin, policy, cause };
}
