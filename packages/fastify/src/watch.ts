import { channel } from 'node:diagnostics_channel';

import {
  type ActualDecision,
  type CompiledPolicy,
  type Decision,
  type ForeignDecision,
  type PreflightDecision,
  type PreflightTarget,
  type RouteTarget,
  type Watcher,
  createWatcher,
  decideShadow,
  decideShadowPreflight,
  decisionChannel,
  isOwnPage,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import { noteServer } from './event-server.ts';
import { provenance } from './foreign-request.ts';
import type { FastifyRequestHead } from './request-head.ts';
import { routeTarget } from './route-target.ts';

const decisions = channel(decisionChannel);

/** Watches the decisions of a server: lines go to the request's log, summaries to the server's. */
export function createFastifyWatcher({ log, server }: FastifyInstance): Watcher<FastifyRequest> {
  return createWatcher<FastifyRequest>({
    write: ({ level, message, cors, cause }, request) => {
      if (cause === undefined) request.log[level]({ cors }, message);
      else request.log[level]({ cors, err: cause }, message);
    },
    isDebugged: (request) => isDebugged(request.log),
    debug: (cors, explain, request) => {
      if (isDebugged(request.log)) request.log.debug({ cors }, explain());
    },
    summarize: ({ denials, total, message }) => log.warn({ cors: { denials, total } }, message),
    isPublished: () => decisions.hasSubscribers,
    publish: (event) => decisions.publish(noteServer(event, server)),
  });
}

/** Whether anybody wants to know of a decision. Asked about every request. */
export function isWatched({ allowed, policy }: Decision): boolean {
  return !allowed || policy.shadow !== undefined || decisions.hasSubscribers;
}

/** Shows a request's decision to whoever watches. */
export function watchActual(
  watcher: Watcher<FastifyRequest>,
  decision: ActualDecision | ForeignDecision,
  request: FastifyRequest,
): void {
  const { method = '', url = '' } = request.raw;
  if (!decision.allowed && watcher.isCounted(decision, method, url, request)) return;
  const policy = decision.policy as CompiledPolicy<FastifyRequest>;
  const sender = provenance(request);
  const shadow = policy.shadow && decideShadow(policy, sender, request, routeTarget);
  const { route } = routeTarget(request);
  const isOwn = decision.kind === 'actual' && isOwnPage(decision, sender);
  watcher.see(decision, { method, route, isOwn }, url, shadow, request);
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
  const { method = '', route } = decision;
  if (!decision.allowed && watcher.isCounted(decision, method, head.path, request)) return;
  const shadow = decideShadowPreflight(target, head, request, targetOf);
  watcher.see(decision, { method, route, isOwn: false }, head.path, shadow, request);
}

/** Sentences are made for those who read them only. */
function isDebugged(log: FastifyRequest['log']): boolean {
  const { isLevelEnabled } = log as { isLevelEnabled?: (level: string) => boolean };
  if (isLevelEnabled) return isLevelEnabled.call(log, 'debug');
  return log.level === 'debug' || log.level === 'trace';
}
