import {
  type ActualDecision,
  type CompiledPolicy,
  type Decision,
  type PreflightDecision,
  type RouteTarget,
  cacheControl,
  decideActual,
  decidePreflight,
  guardResponse,
  hostName,
  isPreflight,
  preflightStatus,
} from '@routecors/core';
import type { FastifyReply, FastifyRequest } from 'fastify';

import { foreignRequest, foreignRequestError } from './foreign-request.ts';
import { type FastifyRequestHead, requestHead } from './request-head.ts';
import { policyOf } from './route-policy.ts';
import type { FastifyRouteTable } from './route-table.ts';
import { routeTarget } from './route-target.ts';
import { isWatched, watchActual, watchPreflight } from './watch.ts';

type Done = (error?: Error) => void;

/** An `onRequest` hook of Fastify. */
export type OnRequest = (request: FastifyRequest, reply: FastifyReply, done: Done) => void;

/** Makes the `onRequest` hook: the place where every request enters. */
export function createOnRequest(table: () => FastifyRouteTable): OnRequest {
  return function corsOnRequest(request: FastifyRequest, reply: FastifyReply, done: Done): void {
    if (request.raw.method === 'OPTIONS') {
      const head = requestHead(request);
      if (isPreflight(head)) {
        answerPreflight(table(), head, request, reply, done);
        return;
      }
    }
    const known = table();
    answerActual(known, policyOf(known, request), request, reply, done);
  };
}

/** Nothing is decided. The property is there all the same, in scopes too that are older than the decorator. */
function pass(request: FastifyRequest, done: Done): void {
  request.corsDecision = null;
  done();
}

/** Decides by the policy of what a request reaches, and lets it pass. */
export function answerActual(
  table: FastifyRouteTable,
  policy: CompiledPolicy<FastifyRequest> | undefined,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Done,
): void {
  if (policy === undefined) {
    pass(request, done);
    return;
  }
  const decision = decideActual(policy, request.raw.headers.origin, request, routeTarget);
  if (decision instanceof Promise) {
    // `done` alone takes what fails: the handlers it leads to answer for themselves.
    decision.then((settled) => letRun(table, settled, request, reply)).then(done, done);
    return;
  }
  done(letRun(table, decision, request, reply));
}

/** Holds the response to its decision, and returns the error that stops a request which may not run. */
function letRun(
  table: FastifyRouteTable,
  decision: ActualDecision,
  request: FastifyRequest,
  reply: FastifyReply,
): Error | undefined {
  if (decision.policy.isPlain) {
    applyDecision(decision, request, reply);
    if (isWatched(decision)) watchActual(table.watcher, decision, request);
    return undefined;
  }
  const refusal = foreignRequest(decision, request);
  const settled = refusal ?? decision;
  applyDecision(settled, request, reply);
  if (isWatched(settled)) watchActual(table.watcher, settled, request);
  if (refusal === undefined) return undefined;
  if (refusal.isWebSocket) closeAfter(reply);
  return foreignRequestError();
}

/**
 * Ends the connection of a refused upgrade behind its answer. Node has handed the socket over, and
 * whoever was to take it, such as @fastify/websocket, may not have seen the request yet: nobody else
 * would close it, and the server would wait for it for ever.
 */
function closeAfter(reply: FastifyReply): void {
  const { raw } = reply;
  raw.shouldKeepAlive = false;
  raw.once('finish', () => raw.req.socket.destroySoon());
}

/** Holds the response to a decision, whose headers are added when its head is written. */
function applyDecision(decision: Decision, request: FastifyRequest, reply: FastifyReply): void {
  request.corsDecision = decision;
  guardResponse(reply.raw, decision);
}

/** Answers a preflight as the route would that the actual request reaches, before anything else runs. */
export function answerPreflight(
  table: FastifyRouteTable,
  head: FastifyRequestHead,
  request: FastifyRequest,
  reply: FastifyReply,
  done: Done,
): void {
  const { path, requestMethod = '', host } = head;
  const target = table.preflightTarget(path, requestMethod, host);
  if (target === undefined) {
    pass(request, done);
    return;
  }
  const targetOf = (): RouteTarget => ({
    ...table.targetOf(requestMethod, path, host),
    // The same as on the request itself: what a trusted proxy says of it.
    host: hostName(request.host),
  });
  const send = (decision: PreflightDecision): void => {
    applyDecision(decision, request, reply);
    if (isWatched(decision)) {
      watchPreflight(table.watcher, decision, target, head, request, targetOf);
    }
    sendPreflight(decision, reply);
  };
  const decision = decidePreflight(target, head, request, targetOf);
  if (decision instanceof Promise) decision.then(send).catch(done);
  else send(decision);
}

function sendPreflight(decision: PreflightDecision, reply: FastifyReply): void {
  const caching = cacheControl(decision);
  if (caching !== undefined) reply.header('cache-control', caching);
  reply.code(preflightStatus(decision)).send();
}
