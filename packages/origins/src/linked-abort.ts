import { messageOf } from './announcer.ts';

/** An `AbortController` that follows a signal until it is let go. */
export interface LinkedAbort {
  readonly signal: AbortSignal;
  readonly abort: (reason: unknown) => void;
  /** Follows no more. `AbortSignal.any` has no such thing, and leaks under a signal that lives long. */
  readonly letGo: () => void;
}

/** Follows `parent`; aborted by itself after `timeout` milliseconds, if there are any. */
export function linkAbort(parent: AbortSignal, timeout?: number, message = 'timeout'): LinkedAbort {
  const controller = new AbortController();
  const follow = (): void => controller.abort(parent.reason);
  const timer =
    timeout === undefined
      ? undefined
      : setTimeout(() => controller.abort(new Error(message)), timeout).unref();
  if (parent.aborted) follow();
  else parent.addEventListener('abort', follow, { once: true });
  return {
    signal: controller.signal,
    abort: (reason) => controller.abort(reason),
    letGo: () => {
      clearTimeout(timer);
      parent.removeEventListener('abort', follow);
    },
  };
}

/** What `work` comes to, or the reason of the signal, if that is first. */
export function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = (): void => reject(reasonOf(signal));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
    work.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Rejects when the signal aborts. */
export function whenAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const stop = (): void => reject(reasonOf(signal));
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop, { once: true });
  });
}

function reasonOf({ reason }: AbortSignal): Error {
  return reason instanceof Error ? reason : new Error(messageOf(reason));
}
