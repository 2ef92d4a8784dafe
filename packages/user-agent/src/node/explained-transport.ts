import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { type DecisionEvent, decisionChannel, explain } from '@routecors/core';

import { getHeader } from '../fetch/header-lines.ts';
import type { Transport, TransportRequest } from '../transport/transport.ts';

/**
 * Adds what a server says of its denials, where it runs in this process and is one of ours: it publishes
 * each decision. Without the policy at hand a user agent can only guess that the origin is missing there.
 */
export function explainedTransport(transport: Transport): Transport {
  return async (request) => {
    let explanation: string | undefined;
    const note = (message: unknown): void => {
      const event = message as DecisionEvent;
      if (!event.decision.allowed && isAbout(event, request)) explanation = explain(event.decision);
    };
    subscribe(decisionChannel, note);
    try {
      const response = await transport(request);
      return explanation === undefined ? response : { ...response, explanation };
    } finally {
      unsubscribe(decisionChannel, note);
    }
  };
}

/** Whether a decision is that about a request, among others that are under way. */
function isAbout({ decision, method, url }: DecisionEvent, request: TransportRequest): boolean {
  const { headers } = request;
  const asked =
    decision.kind === 'preflight'
      ? getHeader(headers, 'access-control-request-method')
      : request.method;
  return (
    url === request.url.pathname + request.url.search &&
    method === asked &&
    decision.origin === (getHeader(headers, 'origin') ?? undefined)
  );
}
