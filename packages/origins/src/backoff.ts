/** How long to wait before what failed is tried again, in milliseconds. */
export interface Backoff {
  /** After the first failure. Default: 500. */
  readonly min?: number;
  /** At most, however often it failed. Default: 30,000. */
  readonly max?: number;
}

/**
 * Twice as long after each failure, and of that somewhere in the upper half: a hundred processes that
 * lost one store do not come back in one moment.
 *
 * @param failures one after another, at least 1
 */
export function backoffDelay({ min = 500, max = 30_000 }: Backoff, failures: number): number {
  const whole = Math.min(max, min * 2 ** Math.min(failures - 1, 30));
  return Math.round(whole * (0.5 + Math.random() / 2));
}

/** A tenth more or less. */
export const jittered = (delay: number): number => Math.round(delay * (0.9 + Math.random() / 5));
