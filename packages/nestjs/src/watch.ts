import { channel } from 'node:diagnostics_channel';

import { ConsoleLogger, Logger } from '@nestjs/common';
import {
  type ActualDecision,
  type CompiledPolicy,
  type Decision,
  type ForeignDecision,
  type PreflightDecision,
  type PreflightTarget,
  type RequestHead,
  type RouteTarget,
  type Watcher,
  createWatcher,
  decideShadow,
  decideShadowPreflight,
  decisionChannel,
  isOwnPage,
  pathOf,
} from '@routecors/core';

import { provenance } from './foreign-request.ts';
import type { CorsRequest } from './options.ts';
import type { Platform } from './platform.ts';

const decisions = channel(decisionChannel);
const logger = new Logger('CorsModule');

/** Watches the decisions of an application: all lines go to Nest's logger, with method and URL. */
export function createNestWatcher(): Watcher<CorsRequest> {
  return createWatcher<CorsRequest>({
    write: ({ level, message, cause }, request) => {
      const line = `${nameOf(request)}: ${message}`;
      if (level === 'error') logger.error(line, cause instanceof Error ? cause.stack : undefined);
      else logger.warn(line);
    },
    isDebugged: () => isDebugged(),
    debug: (_denial, explain, request) => {
      if (isDebugged()) logger.debug(`${nameOf(request)}: ${explain()}`);
    },
    summarize: ({ message }) => logger.warn(message),
    isPublished: () => decisions.hasSubscribers,
    publish: (event) => decisions.publish(event),
  });
}

/** Whether anybody wants to know of a decision. Asked about every request. */
export function isWatched({ allowed, policy }: Decision): boolean {
  return !allowed || policy.shadow !== undefined || decisions.hasSubscribers;
}

/** Shows a request's decision to whoever watches. */
export function watchActual(
  watcher: Watcher<CorsRequest>,
  decision: ActualDecision | ForeignDecision,
  request: CorsRequest,
  platform: Pick<Platform, 'rawRequest' | 'targetOf'>,
): void {
  const { method, url } = request;
  if (!decision.allowed && watcher.isCounted(decision, method, url, request)) return;
  const { rawRequest, targetOf } = platform;
  const policy = decision.policy as CompiledPolicy<CorsRequest>;
  const sender = provenance(rawRequest(request), request);
  const shadow = policy.shadow && decideShadow(policy, sender, request, targetOf);
  const isOwn = decision.kind === 'actual' && isOwnPage(decision, sender);
  watcher.see(decision, { method, route: targetOf(request).route, isOwn }, url, shadow, request);
}

/** The same for a preflight, which no router has seen. */
export function watchPreflight(
  watcher: Watcher<CorsRequest>,
  decision: PreflightDecision,
  target: PreflightTarget<CorsRequest>,
  head: RequestHead,
  request: CorsRequest,
  targetOf: () => RouteTarget,
): void {
  const { method = '', route } = decision;
  if (!decision.allowed && watcher.isCounted(decision, method, request.url, request)) return;
  const shadow = decideShadowPreflight(target, head, request, targetOf);
  watcher.see(decision, { method, route, isOwn: false }, request.url, shadow, request);
}

/** Without the query, which may hold what no log should. */
function nameOf({ method, url }: CorsRequest): string {
  return `${method} ${pathOf(url).slice(0, 200)}`;
}

/** Sentences are made for those who read them only. */
function isDebugged(): boolean {
  // Not public, and all that tells: a logger of the user's own is asked whatever levels are set.
  const current: unknown = Reflect.get(Logger, 'staticInstanceRef');
  if (current === undefined) return false;
  if (!(current instanceof ConsoleLogger)) return true;
  if (Logger.isLevelEnabled('debug')) return true;
  // In Nest 11 nothing is said to be enabled while nobody has set levels, and all is written.
  return !Logger.isLevelEnabled('fatal') && Reflect.get(Logger, 'logLevels') === undefined;
}
