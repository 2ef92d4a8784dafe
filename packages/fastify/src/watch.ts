import { channel } from 'node:diagnostics_channel';

import {
  type ActualDecision,
  type CompiledPolicy,
  type ForeignDecision,
  type PreflightDecision,
  type PreflightTarget,
  type RouteTarget,
  type Watcher,
  createWatcher,
  decideShadow,
  decideShadowPreflight,
  decisionChannel,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { provenance } from './foreign-request.ts';
import type { FastifyRequestHead } from './request-head.ts';
import { routeTarget } from './route-target.ts';

const decisions = channel(decisionChannel);

/** Watches the decisions of a server: lines go to the request's log, summaries to the server's. */
export function createFastifyWatcher({ log }: FastifyInstance): Watcher<FastifyRequest> {
  return createWatcher<FastifyRequest>({
    write: ({ level, message, cors, cause }, request) => {
      if (cause === undefined) request.log[level]({ cors }, message);
      else request.log[level]({ cors, err: cause }, message);
    },
    debug: (cors, explain, request) => {
      if (isDebugged(request.log)) request.log.debug({ cors }, explain());
    },
    summarize: ({ denials, total, message }) => log.warn({ cors: { denials, total } }, message),
    isPublished: () => decisions.hasSubscribers,
    publish: (event) => decisions.publish(event),
  });
}

/** Shows a request's decision to whoever watches. */
export function watchActual(
  watcher: Watcher<FastifyRequest>,
  decision: ActualDecision | ForeignDecision,
  request: FastifyRequest,
): void {
  if (!watcher.isWatched(decision)) return;
  const policy = decision.policy as CompiledPolicy<FastifyRequest>;
  const shadow = policy.shadow && decideShadow(policy, provenance(request), request, routeTarget);
  watcher.see(decision, routeTarget(request), shadow, request);
}

/** The same for a preflight, which Fastify routes nowhere. */
export function watchPreflight(
  watcher: Watcher<FastifyRequest>,
  decision: PreflightDecision,
  target: PreflightTarget<FastifyRequest>,
  head: FastifyRequestHead,
  request: FastifyRequest,
  targetOf: () => RouteTarget,
): void {
  if (!watcher.isWatched(decision)) return;
  const shadow = decideShadowPreflight(target, head, request, targetOf);
  const about = { method: decision.method ?? '', route: decision.route };
  watcher.see(decision, about, shadow, request);
}

/** Sentences are made for those who read them only. */
function isDebugged(log: FastifyRequest['log']): boolean {
  const { isLevelEnabled } = log as { isLevelEnabled?: (level: string) => boolean };
  if (isLevelEnabled) return isLevelEnabled.call(log, 'debug');
  return log.level === 'debug' || log.level === 'trace';
}
