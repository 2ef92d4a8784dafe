import { delay } from './delay.ts';
import { linkAbort, unlessAborted } from './linked-abort.ts';

/**
 * Asks a connection every now and then whether it is alive: one whose other end has vanished, behind
 * a cut cable or a firewall that forgot it, else looks like one on which nothing happens.
 */
export interface Heartbeat {
  /** Rejects when there is no answer, or one that says no. */
  readonly missed: Promise<never>;
  readonly stop: () => void;
}

/** Times are milliseconds. */
export function startHeartbeat(ask: () => Promise<unknown>, interval: number): Heartbeat {
  const stopped = new AbortController();
  const missed = (async (): Promise<never> => {
    for (;;) {
      await delay(interval, stopped.signal);
      stopped.signal.throwIfAborted();
      const attempt = linkAbort(stopped.signal, interval, `no answer within ${interval} ms`);
      try {
        await unlessAborted(ask(), attempt.signal);
      } finally {
        attempt.letGo();
      }
    }
  })();
  // Nobody may be waiting any more.
  missed.catch(() => undefined);
  return { missed, stop: () => stopped.abort() };
}
