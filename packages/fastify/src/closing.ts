import type { IncomingMessage, ServerResponse } from 'node:http';

import {
  type Decision,
  type RouteTable,
  type RouteTarget,
  decideActual,
  decidePreflight,
  guardResponse,
  isPreflight,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { headOf } from './request-head.ts';

/**
 * While it closes, Fastify answers 503 before any hook runs, preflights too. From then on each
 * response is held to its decision before Fastify sees it, so that a page can read the 503.
 */
export function guardWhileClosing(root: FastifyInstance, table: RouteTable<FastifyRequest>): void {
  root.server.prependListener('request', (request: IncomingMessage, response: ServerResponse) => {
    try {
      const decision = decideRaw(table, request);
      if (decision) guardResponse(response, decision);
    } catch {
      // Nobody catches what is thrown here. A 503 without headers is the better answer.
    }
  });
}

/** What is decided about a request that no Fastify request is made of; `undefined` where that would be needed. */
function decideRaw(
  table: RouteTable<FastifyRequest>,
  request: IncomingMessage,
): Decision | undefined {
  const head = headOf(request);
  const { method, path, host, origin, requestMethod = '' } = head;
  const asks = isPreflight(head) ? table.preflightTarget(path, requestMethod, host) : undefined;
  const policy = isPreflight(head) ? asks?.policy : table.policyOf(method, path, host);
  // Origin functions take Fastify's request, and may take their time: this answer leaves at once.
  if (policy === undefined || policy.origins.kind === 'function') return undefined;
  const none = undefined as never;
  const targetOf = (): RouteTarget => table.targetOf(asks ? requestMethod : method, path, host);
  const decision = asks
    ? decidePreflight(asks, head, none, targetOf)
    : decideActual(policy, origin, none, targetOf);
  return decision instanceof Promise ? undefined : decision;
}
