import { type Backoff, backoffDelay } from './backoff.ts';
import { delay } from './delay.ts';
import { linkAbort } from './linked-abort.ts';
import type { OriginSource } from './origin-source.ts';

interface Listener {
  readonly changed: () => void;
  /** The source does not tell of changes any more, until it does again. */
  readonly lost: (error: unknown) => void;
}

/** Stays subscribed to a source until the signal aborts. */
export async function keepSubscribed(
  source: OriginSource,
  { changed, lost }: Listener,
  backoff: Backoff,
  signal: AbortSignal,
): Promise<void> {
  let failures = 0;
  while (!signal.aborted) {
    const attempt = linkAbort(signal);
    try {
      await source.subscribe?.(() => {
        if (attempt.signal.aborted) return;
        failures = 0;
        changed();
      }, attempt.signal);
      // Nothing more will be said of it, and it still may tell of changes.
      return;
    } catch (error) {
      attempt.abort(error);
      attempt.letGo();
      if (signal.aborted) return;
      failures += 1;
      lost(error);
    }
    await delay(backoffDelay(backoff, failures), signal);
  }
}
