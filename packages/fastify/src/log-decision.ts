import { type Decision, explain, isServerFault } from '@routecors/core';
import type { FastifyRequest } from 'fastify';

/** One line for a denied request: at `error` where the origin function is to blame, else at `debug`. */
export function logDecision(decision: Decision, request: FastifyRequest): void {
  const { log } = request;
  const { reason, origin, cause } = decision;
  if (isServerFault(reason)) log.error({ cors: { reason, origin }, err: cause }, explain(decision));
  else if (isDebugged(log)) log.debug({ cors: { reason, origin } }, explain(decision));
}

/** Sentences are made for those who read them only. */
function isDebugged(log: FastifyRequest['log']): boolean {
  const { isLevelEnabled } = log as { isLevelEnabled?: (level: string) => boolean };
  if (isLevelEnabled) return isLevelEnabled.call(log, 'debug');
  return log.level === 'debug' || log.level === 'trace';
}
