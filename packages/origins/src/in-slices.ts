/** How many are done before the clock is looked at. */
const step = 1000;
/** Milliseconds after which requests have their turn. */
const sliceLength = 3;

/**
 * Does something with the numbers from 0 up to `count`, until it is told to stop by a `false`, and lets requests have
 * their turn between. A few are done at once.
 */
export async function inSlices(
  count: number,
  each: (index: number) => boolean,
  signal: AbortSignal,
): Promise<void> {
  let started = performance.now();
  for (let index = 0; index < count; index += 1) {
    if (!each(index)) return;
    if (index % step !== step - 1 || performance.now() - started < sliceLength) continue;
    await new Promise((resolve) => setImmediate(resolve));
    signal.throwIfAborted();
    started = performance.now();
  }
}
