import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import { notRouted } from '../compile/method-grant.ts';
import type { PreflightTarget } from '../compile/preflight-target.ts';
import type { RequestHead } from '../fetch/cors-request.ts';
import { isCanonicalHeaderList, parseHeaderList } from '../fetch/header-list.ts';
import { isMethod } from '../fetch/method.ts';
import { parseOrigin } from '../fetch/origin.ts';
import type { RouteTarget } from '../fetch/route-target.ts';
import { decideOrigin, isAllowed } from './decide-origin.ts';
import type { PreflightDecision } from './decision.ts';
import type { Reason } from './reason.ts';

/**
 * Decides about a CORS-preflight request: may a page of that origin send that method with those
 * headers? (Fetch, "CORS-preflight fetch")
 *
 * @param target the policy of the route that the actual request would reach, and what it may grant
 * @param head what arrived
 * @param request the framework's request, for an origin function
 * @param targetOf tells what the request that it asks about is for; called only where an origin function is asked
 * @returns the decision; a promise of it only where an origin function returned one
 */
export function decidePreflight<Request>(
  target: PreflightTarget<Request>,
  head: RequestHead,
  request: Request,
  targetOf: () => RouteTarget,
): PreflightDecision | Promise<PreflightDecision> {
  const { policy } = target;
  const { origin = '', requestMethod: method = '', requestHeaders } = head;
  const { kind } = policy.origins;
  if (kind === 'any' && parseOrigin(origin) === undefined) {
    return refuse(target, head, 'origin-malformed');
  }
  if (kind === 'function') {
    // What no browser sends gets no more work: no function is asked.
    const malformation = isMethod(method)
      ? decideHeaders(policy, requestHeaders).malformed
      : 'method-malformed';
    if (malformation !== undefined) return refuse(target, head, malformation);
  }
  const answer = decideOrigin(policy, origin, request, targetOf);
  if (typeof answer === 'string') return conclude(target, head, answer, undefined);
  if (answer instanceof Promise) {
    return answer.then(({ reason, cause }) => conclude(target, head, reason, cause));
  }
  return conclude(target, head, answer.reason, answer.cause);
}

/** Origin first, then method, then headers: the order in which a browser checks, and blames. */
function conclude<Request>(
  target: PreflightTarget<Request>,
  head: RequestHead,
  originReason: Reason,
  cause: unknown,
): PreflightDecision {
  if (!isAllowed(originReason)) return refuse(target, head, originReason, cause);
  const { policy, methods, route } = target;
  const { origin, requestMethod = '', requestHeaders } = head;
  const isGranted = methods.names.has(requestMethod);
  if (!isGranted && !isMethod(requestMethod)) return refuse(target, head, 'method-malformed');
  const headers = decideHeaders(policy, requestHeaders);
  if (headers.malformed !== undefined) return refuse(target, head, headers.malformed);
  let reason = originReason;
  if (!isGranted) reason = methods === notRouted ? 'method-not-routed' : 'method-not-allowed';
  else if (headers.denied !== undefined) reason = 'header-not-allowed';
  return {
    kind: 'preflight',
    allowed: reason === originReason,
    reason,
    origin,
    policy,
    cause,
    originAllowed: true,
    method: requestMethod,
    route,
    allowMethods: isGranted ? methods.value : undefined,
    // Granted beside a method that is not, headers would serve another: a browser that keeps the
    // answer sends `POST`, which needs no grant, without a preflight of its own.
    // (Fetch, "CORS-preflight fetch", step 7: safelisted methods)
    allowHeaders: isGranted ? headers.grant : undefined,
    deniedHeader: headers.denied,
  };
}

/** An answer that grants nothing and shows nothing: 403, without any `Access-Control-*`. */
function refuse<Request>(
  { policy, route }: PreflightTarget<Request>,
  head: RequestHead,
  reason: Reason,
  cause?: unknown,
): PreflightDecision {
  return {
    kind: 'preflight',
    allowed: false,
    reason,
    origin: head.origin,
    policy,
    cause,
    originAllowed: false,
    method: head.requestMethod,
    route,
    allowMethods: undefined,
    allowHeaders: undefined,
    deniedHeader: undefined,
  };
}

interface HeadersAnswer {
  readonly grant: string | undefined;
  readonly denied: string | undefined;
  readonly malformed: 'headers-malformed' | 'headers-out-of-bounds' | undefined;
}

const nothingAsked: HeadersAnswer = Object.freeze({
  grant: undefined,
  denied: undefined,
  malformed: undefined,
});
const malformed: HeadersAnswer = Object.freeze({ ...nothingAsked, malformed: 'headers-malformed' });
const outOfBounds: HeadersAnswer = Object.freeze({
  ...nothingAsked,
  malformed: 'headers-out-of-bounds',
});

/**
 * One name that is not allowed fails the whole list. The others are granted all the same, or the
 * browser would blame the first of them. (Fetch, "CORS-preflight fetch", step 7: "for each unsafeName")
 */
function decideHeaders<Request>(
  policy: CompiledPolicy<Request>,
  value: string | undefined,
): HeadersAnswer {
  if (value === undefined) return nothingAsked;
  const { allowedHeaders } = policy;
  // Names that were asked for go back, each a valid token: never a `*`, which would not cover `Authorization`.
  if (allowedHeaders === undefined && isCanonicalHeaderList(value)) return granted(value);
  const list = parseHeaderList(value);
  if ('failure' in list) return list.failure === 'malformed' ? malformed : outOfBounds;
  const { names } = list;
  if (names.length === 0) return nothingAsked;
  const denied = names.find((name) => !isAllowedHeader(name, allowedHeaders));
  if (denied !== undefined) {
    const allowed = names.filter((name) => isAllowedHeader(name, allowedHeaders));
    return { grant: listOf(allowed), denied, malformed: undefined };
  }
  return granted(policy.allowHeaders ?? listOf(names));
}

function isAllowedHeader(name: string, allowed: ReadonlySet<string> | undefined): boolean {
  // A page can ask for a header called `*`. Granted, it would stand in the browser's cache for every name.
  // (Fetch, "header-name cache entry match")
  return name !== '*' && (allowed === undefined || allowed.has(name));
}

const listOf = (names: readonly string[]): string | undefined =>
  names.length > 0 ? [...new Set(names)].join(',') : undefined;

const granted = (grant: string | undefined): HeadersAnswer => ({
  grant,
  denied: undefined,
  malformed: undefined,
});
