import { ConsoleLogger, Logger } from '@nestjs/common';
import { type Decision, explain, isServerFault, pathOf } from '@routecors/core';

const logger = new Logger('CorsModule');

/** What a line says of a request. */
interface Asked {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
}

/** One line for a denied request: at `error` where the origin function is to blame, else at `debug`. */
export function logDecision(decision: Decision, request: Asked): void {
  const { reason, cause } = decision;
  if (isServerFault(reason)) {
    logger.error(lineOf(decision, request), cause instanceof Error ? cause.stack : undefined);
  } else if (isDebugged()) {
    logger.debug(lineOf(decision, request));
  }
}

/** Without the query, which may hold what no log should. */
function lineOf(decision: Decision, { method = '', url = '' }: Asked): string {
  return `${method} ${pathOf(url)}: ${explain(decision)}`;
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
