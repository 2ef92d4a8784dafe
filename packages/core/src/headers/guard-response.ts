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

const decisionKey = Symbol('routecors.decision');

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

const covers = new WeakSet<WriteHead>();

/**
 * A guard over what somebody has put on this very response, which may call the class's or, where it
 * came later, ours. Ours stays below: what sets headers on its way there is held to the decision, too.
 */
function coverWriteHead(response: Guarded): void {
  const covered = response.writeHead;
  if (covers.has(covered)) return;
  response.writeHead = function writeCoveredHead(status, reason, headers) {
    return writeSettled(this, covered, status, reason, headers);
  };
  covers.add(response.writeHead);
}

/** That of the response's class. What is derived from a guarded response is guarded by it. */
function inheritedWriteHead(response: Guarded): WriteHead {
  let ancestor = Object.getPrototypeOf(response) as Guarded;
  while (ancestor[decisionKey] !== undefined) ancestor = Object.getPrototypeOf(ancestor) as Guarded;
  return ancestor.writeHead;
}

/** Stands in for `writeHead(status, reason?, headers?)`. */
function writeGuardedHead(
  this: Guarded,
  status: number,
  reason?: unknown,
  headers?: unknown,
): unknown {
  return writeSettled(this, inheritedWriteHead(this), status, reason, headers);
}

function writeSettled(
  response: Guarded,
  write: WriteHead,
  status: number,
  reason: unknown,
  headers: unknown,
): unknown {
  const decision = response[decisionKey];
  // Nothing is decided yet, or this is another response, which somebody lent its guard to. Or the head
  // has left, which Node takes as an error, or not.
  if (decision === null || decision === undefined || response.headersSent) {
    // As many arguments as came: some look at their number.
    if (headers !== undefined) return write.call(response, status, reason, headers);
    return reason === undefined
      ? write.call(response, status)
      : write.call(response, status, reason);
  }
  const hasReason = typeof reason === 'string';
  // Node takes `null` for no headers, too, and headers in either place.
  const given = (hasReason ? headers : (headers ?? reason)) ?? undefined;
  const head = settle(response, given as HeaderFields | undefined, decision);
  return hasReason
    ? write.call(response, status, reason, head)
    : write.call(response, status, head);
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
