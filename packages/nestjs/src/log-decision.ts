import { Logger } from '@nestjs/common';
import { type Decision, explain, isServerFault } from '@routecors/core';

const logger = new Logger('CorsModule');

/** One line for a denied request: at `error` where the origin function is to blame, else at `debug`. */
export function logDecision(decision: Decision): void {
  const { reason, cause } = decision;
  if (isServerFault(reason)) {
    logger.error(explain(decision), cause instanceof Error ? cause.stack : undefined);
  } else if (isDebugged()) {
    logger.debug(explain(decision));
  }
}

/** Sentences are made for those who read them only. In Nest 11 nothing is enabled while nobody has set levels, and all is written. */
function isDebugged(): boolean {
  return Reflect.get(Logger, 'logLevels') === undefined || Logger.isLevelEnabled('debug');
}
