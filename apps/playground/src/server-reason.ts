import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import {
  type CorsRoute,
  type DecisionEvent,
  decisionChannel,
  explain,
  printPolicy,
} from '@routecors/core';

/** What a server itself says of a request: its reason, and the policy that decided. */
export interface ServerReason {
  readonly kind: 'actual' | 'preflight' | 'foreign';
  /** The method of the request, or the one that the preflight asks for. */
  readonly method: string;
  /** The pattern of the route; `undefined` where nothing is routed. */
  readonly route: string | undefined;
  readonly sentence: string;
  /** The policy's options, and where each was written, where that is known. */
  readonly options: readonly {
    readonly name: string;
    readonly value: unknown;
    readonly from: string | undefined;
  }[];
}

/** Hears every decision of the servers in this process; returns what ends that. */
export function hearDecisions(onDecision: (event: DecisionEvent) => void): () => void {
  const listener = (message: unknown): void => onDecision(message as DecisionEvent);
  subscribe(decisionChannel, listener);
  return () => unsubscribe(decisionChannel, listener);
}

/** @param routes every route of the server that decided */
export function reasonOf(
  { decision, method, route }: DecisionEvent,
  routes: readonly CorsRoute[],
): ServerReason {
  const from = routes.find((each) => each.path === route && each.method === method)?.from;
  const policy = printPolicy(decision.policy.policy);
  return {
    kind: decision.kind,
    method,
    route,
    sentence: explain(decision),
    options: Object.entries(policy).map(([name, value]: [string, unknown]) => ({
      name,
      value,
      from: from?.[name],
    })),
  };
}
