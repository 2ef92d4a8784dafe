import { createLineAllowance, show } from '@routecors/core';

/** Takes sentences for operators: a pino logger does, and Nest's. */
export interface OriginLog {
  warn(message: string): void;
  info?(message: string): void;
}

/** Says what goes wrong once, and when it is over. */
export interface Announcer {
  /** Says it if it is the first since `over`. */
  readonly trouble: (topic: string, message: string) => void;
  readonly over: (topic: string, message: string) => void;
  /**
   * Says it if it is not what was said of the topic last, a few times a minute; what comes on top of these
   * is said when there is room again. `undefined` is nothing to say.
   */
  readonly state: (topic: string, message: string | undefined) => void;
}

/** How many states are said in a minute: a customer may change his entries all the time. */
const mostStates = 5;

/** Without a log, warnings are those of the process, and good news is no news. */
export function createAnnouncer(log: OriginLog | undefined): Announcer {
  const said = new Map<string, string>();
  const maySay = createLineAllowance(mostStates);
  const warn = (message: string): void => {
    if (log) safely(() => log.warn(message));
    else process.emitWarning(message, { type: 'RoutecorsWarning', code: 'ROUTECORS_ORIGINS' });
  };
  return {
    trouble: (topic, message) => {
      if (said.has(topic)) return;
      said.set(topic, message);
      warn(message);
    },
    over: (topic, message) => {
      if (said.delete(topic)) safely(() => log?.info?.(message));
    },
    state: (topic, message) => {
      if (said.get(topic) === message) return;
      if (message === undefined) {
        said.delete(topic);
        return;
      }
      if (!maySay()) return;
      said.set(topic, message);
      warn(message);
    },
  };
}

/** A log that throws must not end the process, nor the loads of a list. */
function safely(write: () => void): void {
  try {
    write();
  } catch {
    // There is nowhere left to say so.
  }
}

/** What an error says; of several, such as a connection tried on two addresses, each of them. */
export function messageOf(error: unknown): string {
  if (error instanceof AggregateError && error.message === '') {
    return [...new Set(error.errors.map(messageOf))].join('; ');
  }
  if (error instanceof Error) return error.message || error.name;
  return typeof error === 'string' ? error : show(error);
}
