import type { Decision } from '../decide/decision.ts';
import { type HeaderFields, settleHead, settleResponse } from './settle-headers.ts';

/** The part of Node's `ServerResponse`, of HTTP/1 and HTTP/2, that the guard works on. */
export interface GuardedResponse {
  readonly headersSent?: boolean;
  writeHead(status: number, ...rest: never[]): unknown;
  getHeader(name: string): number | string | readonly string[] | undefined;
  getHeaderNames(): string[];
  setHeader(name: string, value: string): unknown;
  removeHeader(name: string): void;
}

// Both are known to every copy of this module: an import and a `require` may load one each.
const decisionKey = Symbol.for('routecors.decision.v1');
const guardKey = Symbol.for('routecors.guard.v1');

type WriteHead = (this: Guarded, status: number, reason?: unknown, headers?: unknown) => unknown;

interface Guarded extends Omit<GuardedResponse, 'writeHead'> {
  writeHead: WriteHead;
  /** `null` where the guard is in its place, and nothing is decided yet. */
  [decisionKey]?: Decision | null;
}

/**
 * Holds a response to its decision, whoever writes it. Every response of Node, with an explicit head
 * or an implicit one, leaves through `writeHead`: there `Access-Control-*` becomes exactly what was
 * decided, and `Vary` is merged. So handlers, error handlers, proxies that copy somebody else's
 * headers, hijacked and raw replies can neither lose a header nor send a second one. What goes round
 * it goes round the guard: `stream.respond` of HTTP/2, the deprecated `writeHeader`, and code that
 * calls the class's `writeHead` itself.
 *
 * Deciding again for the same response replaces the earlier decision.
 */
export function guardResponse(response: GuardedResponse, decision: Decision): void {
  const guarded = response as unknown as Guarded;
  if (guarded[decisionKey] === undefined) replaceWriteHead(guarded);
  else if (guarded.writeHead !== writeGuardedHead) coverWriteHead(guarded);
  guarded[decisionKey] = decision;
}

/**
 * Puts the guard in its place before anything is decided: it lets the head through until then. For
 * frameworks after which a property more on a response is dear.
 */
export function prepareGuard(response: GuardedResponse): void {
  const guarded = response as unknown as Guarded;
  if (guarded[decisionKey] !== undefined) return;
  replaceWriteHead(guarded);
  guarded[decisionKey] = null;
}

/** What was decided about a response; `undefined` where nothing was. */
export function guardedDecision(response: object): Decision | undefined {
  return (response as Guarded)[decisionKey] ?? undefined;
}

function replaceWriteHead(response: Guarded): void {
  if (Object.hasOwn(response, 'writeHead')) coverWriteHead(response);
  // What the class has is looked up when it is called: each property more has its price.
  else response.writeHead = writeGuardedHead;
}

/**
 * A guard over what somebody has put on this very response, which may call the class's or, where it
 * came later, ours. Ours stays below: what sets headers on its way there is held to the decision, too.
 */
function coverWriteHead(response: Guarded): void {
  const covered = response.writeHead;
  if (guardKey in covered) return;
  const cover: WriteHead = function writeCoveredHead(status, reason, headers) {
    return writeSettled(this, classOf(this), covered, status, reason, headers);
  };
  markGuard(cover);
  // It may not be writable, or be a getter.
  const property = { configurable: true, enumerable: true, writable: true, value: cover };
  Object.defineProperty(response, 'writeHead', property);
}

/** The class of a response. What is derived from a guarded response is guarded by it. */
function classOf(response: Guarded): Guarded {
  let ancestor = Object.getPrototypeOf(response) as Guarded;
  while (ancestor[decisionKey] !== undefined) ancestor = Object.getPrototypeOf(ancestor) as Guarded;
  return ancestor;
}

/**
 * Whether the head has left. What the response says itself may be a package's own meaning of it, so
 * the class has the last word. The quick look comes first: where that errs with `false`, Node refuses
 * the second head anyway.
 */
function isHeadSent(response: Guarded, ofClass: Guarded): boolean {
  if (response.headersSent !== true) return false;
  return !('headersSent' in ofClass) || Reflect.get(ofClass, 'headersSent', response) === true;
}

/** Marks a `writeHead` that holds responses to their decision. */
function markGuard(write: WriteHead): void {
  Object.defineProperty(write, guardKey, { value: true });
}

/** Stands in for `writeHead(status, reason?, headers?)`. */
function writeGuardedHead(
  this: Guarded,
  status: number,
  reason?: unknown,
  headers?: unknown,
): unknown {
  const ofClass = classOf(this);
  return writeSettled(this, ofClass, ofClass.writeHead, status, reason, headers);
}

markGuard(writeGuardedHead);

function writeSettled(
  response: Guarded,
  ofClass: Guarded,
  write: WriteHead,
  status: number,
  reason: unknown,
  headers: unknown,
): unknown {
  const decision = response[decisionKey];
  // Nothing is decided yet, or this is another response, which somebody lent its guard to. Or the head
  // has left, which Node takes as an error, or not.
  if (decision === null || decision === undefined || isHeadSent(response, ofClass)) {
    // As many arguments as came: some look at their number.
    if (headers !== undefined) return write.call(response, status, reason, headers);
    return reason === undefined
      ? write.call(response, status)
      : write.call(response, status, reason);
  }
  const hasReason = typeof reason === 'string';
  // Node takes `null` for no headers, too, and headers in either place.
  const given = (hasReason ? headers : (headers ?? reason)) ?? undefined;
  const head = settle(response, ofClass, given as HeaderFields | undefined, decision);
  return hasReason
    ? write.call(response, status, reason, head)
    : write.call(response, status, head);
}

/** By the methods of the class: somebody may have wrapped those of this very response. A stand-in may have no others. */
function settle(
  response: Guarded,
  ofClass: Guarded,
  given: HeaderFields | undefined,
  decision: Decision,
): HeaderFields | undefined {
  const methods = typeof ofClass.getHeaderNames === 'function' ? ofClass : response;
  if (given !== undefined) return settleHead(response, methods, given, decision);
  settleResponse(response, methods, decision);
  return undefined;
}
