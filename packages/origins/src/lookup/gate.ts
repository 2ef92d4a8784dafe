/** Lets some run at once and some wait; whoever comes on top of these is turned away. */
export interface Gate {
  /** @throws Error if too many wait already */
  readonly run: <T>(job: () => Promise<T>) => Promise<T>;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** Both are numbers of jobs. */
export function createGate(maxRunning: number, maxWaiting: number): Gate {
  /** In the order in which they came. */
  const waiting = new Set<() => void>();
  let running = 0;

  const enter = async (): Promise<void> => {
    if (running < maxRunning) {
      running += 1;
      return;
    }
    if (waiting.size >= maxWaiting) {
      throw new Error(
        `${running} lookups run and ${waiting.size} wait: there is no place for more.`,
      );
    }
    // Whoever leaves passes the place on.
    await new Promise<void>((resolve) => waiting.add(resolve));
  };

  const leave = (): void => {
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  };

  return {
    run: async (job) => {
      await enter();
      try {
        return await job();
      } finally {
        leave();
      }
    },
    running: () => running,
    waiting: () => waiting.size,
  };
}
