import { type Backoff, backoffDelay, jittered } from './backoff.ts';

/** Loads again: after changes, now and then, and after failures. Never twice at once. */
export interface Refresher {
  /** Loads now; resolves when that has ended, well or not. */
  readonly refresh: () => Promise<void>;
  /** Something has changed: loads at once, or as soon as the last load is long enough ago. */
  readonly changed: () => void;
  /** Failures one after another, and when the next load is due, as milliseconds since the epoch. */
  readonly state: () => {
    readonly isLoading: boolean;
    readonly failures: number;
    readonly dueAt: number;
  };
  /** Resolves when no load runs. */
  readonly settled: () => Promise<unknown>;
}

interface Timings {
  readonly debounce: number;
  readonly poll: number | false;
  readonly backoff: Backoff;
}

/** @param load tells whether it went well, and never throws */
export function createRefresher(
  load: () => Promise<boolean>,
  { debounce, poll, backoff }: Timings,
  signal: AbortSignal,
): Refresher {
  let timer: NodeJS.Timeout | undefined;
  let dueAt = Infinity;
  let notBefore = 0;
  let failures = 0;
  let running: Promise<void> | undefined;
  let hasChanged = false;

  /** The earliest counts. */
  const loadIn = (delay: number): void => {
    if (signal.aborted || Date.now() + delay >= dueAt) return;
    clearTimeout(timer);
    dueAt = Date.now() + delay;
    timer = setTimeout(() => void refresh(), delay).unref();
  };

  const changed = (): void => {
    if (signal.aborted) return;
    const rest = notBefore - performance.now();
    if (running !== undefined) hasChanged = true;
    else if (rest > 0) loadIn(Math.ceil(rest));
    else void refresh();
  };

  const run = async (): Promise<void> => {
    clearTimeout(timer);
    dueAt = Infinity;
    hasChanged = false;
    const started = performance.now();
    const isLoaded = await load();
    const ended = performance.now();
    running = undefined;
    // A list that takes long to load rests as long, however often it changes.
    notBefore = ended + Math.max(debounce, Math.min(ended - started, 10 * debounce));
    failures = isLoaded ? 0 : failures + 1;
    if (!isLoaded) loadIn(backoffDelay(backoff, failures));
    else if (poll !== false) loadIn(jittered(poll));
    if (hasChanged) changed();
  };

  const refresh = (): Promise<void> => (running ??= run());

  signal.addEventListener('abort', () => clearTimeout(timer), { once: true });

  return {
    refresh,
    changed,
    state: () => ({ isLoading: running !== undefined, failures, dueAt }),
    settled: async () => running,
  };
}
