import type { Decision } from '../decide/decision.ts';
import { explain } from '../decide/explain.ts';
import { isServerFault } from '../decide/reason.ts';
import { isDifferent } from './decide-shadow.ts';
import type { DecisionEvent } from './decision-event.ts';
import { createDenialLog, type DenialSummary } from './denial-log.ts';
import { type Denial, denialOf } from './denial.ts';

/** One line of a log. `cors` is its structured part, for loggers that have fields. */
export interface WatchLine {
  readonly level: 'error' | 'warn';
  readonly message: string;
  readonly cors: Denial;
  /** What an origin function threw, rejected with, or returned; `undefined` where there is nothing of the kind. */
  readonly cause: unknown;
}

/** Where an adapter's operator looks. */
export interface WatchSink<Context> {
  /** Writes the one line of a denial. */
  readonly write: (line: WatchLine, context: Context) => void;
  /** Whether anybody reads `debug`, where every denial has a line. */
  readonly isDebugged: (context: Context) => boolean;
  /** Writes a denial that was written before, for those who do. Nothing is made for others. */
  readonly debug: (denial: Denial, explain: () => string, context: Context) => void;
  readonly summarize: (summary: DenialSummary) => void;
  /** Whether anybody listens on the diagnostics channel. */
  readonly isPublished: () => boolean;
  readonly publish: (event: DecisionEvent) => void;
}

/** What a decision is about, in the words of its route. */
export interface WatchedRoute {
  readonly method: string;
  readonly route: string | undefined;
  /** Whether one of the server's own pages sent it: then there is no denial to write of. */
  readonly isOwn: boolean;
}

/** Makes decisions visible: in the log, on the diagnostics channel, and beside their shadows. */
export interface Watcher<Context> {
  /**
   * Counts a decision that was written before, and says whether that is all there is to do. Asked about
   * every denial, so it is made for the commonest one.
   *
   * @param method of the request, or the one that a preflight asks for
   * @param url of the request
   */
  readonly isCounted: (
    decision: Decision,
    method: string,
    url: string,
    context: Context,
  ) => boolean;
  /**
   * Takes a decision that is watched.
   *
   * @param shadow what the shadow policy decided, or decides later; `undefined` where there is none
   */
  readonly see: (
    decision: Decision,
    about: WatchedRoute,
    url: string,
    shadow: Decision | Promise<Decision> | undefined,
    context: Context,
  ) => void;
  /** Writes what was counted: for the end of the server. */
  readonly close: () => void;
}

/** Makes the watcher of a server. */
export function createWatcher<Context>(sink: WatchSink<Context>): Watcher<Context> {
  const log = createDenialLog(sink.summarize);

  const writeDenial = (
    decision: Decision,
    { method, route }: WatchedRoute,
    url: string,
    context: Context,
  ): void => {
    const denial = denialOf(decision, method, route);
    const { cause, origin, policy, reason } = decision;
    if (log.note(denial, { method, url, origin, reason, policy })) {
      const level = isServerFault(reason) ? 'error' : 'warn';
      sink.write({ level, message: explain(decision), cors: denial, cause }, context);
    } else {
      sink.debug(denial, () => explain(decision), context);
    }
  };

  const writeDifference = (
    decision: Decision,
    shadow: Decision,
    { method, route }: WatchedRoute,
    context: Context,
  ): void => {
    if (!isDifferent(decision, shadow)) return;
    const denial = denialOf(shadow, method, route, true);
    const sentence = (): string => `The shadow policy differs: ${explain(shadow)}`;
    if (log.note(denial)) {
      const { cause } = shadow;
      sink.write({ level: 'warn', message: sentence(), cors: denial, cause }, context);
    } else {
      sink.debug(denial, sentence, context);
    }
  };

  const conclude = (
    decision: Decision,
    about: WatchedRoute,
    url: string,
    shadow: Decision | undefined,
    context: Context,
  ): void => {
    if (shadow !== undefined && !about.isOwn) writeDifference(decision, shadow, about, context);
    if (sink.isPublished()) sink.publish({ decision, ...about, url, shadow });
  };

  return {
    isCounted: (decision, method, url, context) => {
      const { origin, policy, reason } = decision;
      // Whoever reads every line, listens or compares needs all of it.
      if (policy.shadow !== undefined || sink.isPublished() || sink.isDebugged(context))
        return false;
      return log.again({ method, url, origin, reason, policy });
    },
    see: (decision, about, url, shadow, context) => {
      if (!decision.allowed && !about.isOwn) writeDenial(decision, about, url, context);
      if (!(shadow instanceof Promise)) {
        conclude(decision, about, url, shadow, context);
        return;
      }
      // Nobody waits for a shadow, and a logger that throws must not end the process.
      shadow
        .then((settled) => conclude(decision, about, url, settled, context))
        .catch(() => undefined);
    },
    close: log.close,
  };
}
