import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { KeyedMatcher } from '../compile/origin-matcher.ts';
import { parseOrigin } from '../fetch/origin.ts';
import type { RouteTarget } from '../fetch/route-target.ts';
import { type FunctionAnswer, askOriginFunction } from './ask-origin-function.ts';
import type { Reason } from './reason.ts';

/** What a policy says of an origin, at once or, where a function takes its time, later. */
export type OriginAnswer = Reason | FunctionAnswer | Promise<FunctionAnswer>;

/**
 * Whether `origin`, as it arrived, is one that `policy` is for. `null` is answered by no list,
 * pattern or function: it names nobody. (RFC 6454, section 7.3)
 *
 * @param targetOf makes what a function is told of the route; called only where there is one to ask
 */
export function decideOrigin<Request>(
  policy: CompiledPolicy<Request>,
  origin: string,
  request: Request,
  targetOf: (request: Request) => RouteTarget,
): OriginAnswer {
  const { origins } = policy;
  switch (origins.kind) {
    case 'off':
      return 'cors-off';
    case 'any':
      return 'any-origin';
    case 'rules':
      if (origins.matches(origin)) return 'origin-matched';
      if (origins.matchesKeyed !== undefined) {
        return askKeyed(origins.matchesKeyed, origin, targetOf(request));
      }
      return origin === 'null' ? 'origin-null' : 'origin-not-matched';
    case 'reflect':
      if (origin === 'null') return origins.allowNull ? 'any-origin' : 'origin-null';
      return parseOrigin(origin) === undefined ? 'origin-malformed' : 'any-origin';
    case 'function':
      if (origin === 'null') return 'origin-null';
      if (parseOrigin(origin) === undefined) return 'origin-malformed';
      return askOriginFunction(origins.ask, origin, request, targetOf(request));
  }
}

/** Fails closed: a tenant function that throws denies, as an origin function does. */
function askKeyed(
  matches: KeyedMatcher,
  origin: string,
  target: RouteTarget,
): Reason | FunctionAnswer {
  try {
    if (matches(origin, target)) return 'origin-matched';
  } catch (cause) {
    return { reason: 'origin-function-failed', cause };
  }
  return origin === 'null' ? 'origin-null' : 'origin-not-matched';
}

/** Whether an answer lets the browser go on. */
export function isAllowed(reason: Reason): boolean {
  return (
    reason === 'origin-matched' || reason === 'any-origin' || reason === 'origin-function-allowed'
  );
}
