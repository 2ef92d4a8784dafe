/** Resolves after so many milliseconds, or at once when the signal aborts. Keeps no process alive. */
export function delay(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds).unref();
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
