import type { Decision } from '../decide/decision.ts';
import { type HeaderFields, isSettled, settleHead, settleResponse } from './settle-headers.ts';

/** The part of Node's `ServerResponse`, of HTTP/1 and HTTP/2, that the guard works on. */
export interface GuardedResponse {
  writeHead(status: number, ...rest: never[]): unknown;
  getHeader(name: string): number | string | readonly string[] | undefined;
  getHeaderNames(): string[];
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
}

const decisionKey = Symbol('routecors.decision');
const writeHeadKey = Symbol('routecors.writeHead');

interface Guarded extends Omit<GuardedResponse, 'writeHead'> {
  writeHead(this: Guarded, status: number, reason?: unknown, headers?: unknown): unknown;
  [decisionKey]: Decision;
  [writeHeadKey]: Guarded['writeHead'];
}

/**
 * Holds a response to its decision, whoever writes it. Every response of Node, with an explicit head
 * or an implicit one, leaves through `writeHead`: there `Access-Control-*` becomes exactly what was
 * decided, and `Vary` is merged. So handlers, error handlers, proxies that copy somebody else's
 * headers, hijacked and raw replies can neither lose a header nor send a second one.
 *
 * Deciding again for the same response replaces the earlier decision.
 */
export function guardResponse(response: GuardedResponse, decision: Decision): void {
  const guarded = response as unknown as Guarded;
  if (guarded[decisionKey] === undefined) {
    // oxlint-disable-next-line typescript/unbound-method -- it is called on the response again
    guarded[writeHeadKey] = guarded.writeHead;
    guarded.writeHead = writeGuardedHead;
  }
  guarded[decisionKey] = decision;
}

/** Stands in for `writeHead(status, reason?, headers?)`. */
function writeGuardedHead(
  this: Guarded,
  status: number,
  reason?: unknown,
  headers?: unknown,
): unknown {
  const hasReason = typeof reason === 'string';
  const given = (hasReason ? headers : (reason ?? headers)) as HeaderFields | undefined;
  const decision = this[decisionKey];
  const isUntouched = given !== undefined && isSettled(given, this.getHeaderNames(), decision);
  const head = isUntouched ? given : settle(this, given, decision);
  return hasReason ? this[writeHeadKey](status, reason, head) : this[writeHeadKey](status, head);
}

function settle(
  response: Guarded,
  given: HeaderFields | undefined,
  decision: Decision,
): HeaderFields | undefined {
  if (given !== undefined) return settleHead(response, given, decision);
  settleResponse(response, decision);
  return undefined;
}
