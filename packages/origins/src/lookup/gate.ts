/** Lets some run at once and some strangers wait; who comes on top of these is turned away. */
export interface Gate {
  /**
   * Friends wait in front of strangers, and none of them is turned away: else a crowd of strangers
   * would decide when it is asked about a friend again.
   *
   * @throws Error if too many strangers wait already, for one more of them
   */
  readonly run: <T>(job: () => Promise<T>, isFriend: boolean) => Promise<T>;
  readonly running: () => number;
  readonly waiting: () => number;
}

/** Both are numbers of jobs; the second is one of strangers. */
export function createGate(maxRunning: number, maxWaiting: number): Gate {
  /** Both in the order in which they came. */
  const friends = new Set<() => void>();
  const strangers = new Set<() => void>();
  let running = 0;

  const enter = async (isFriend: boolean): Promise<void> => {
    if (running < maxRunning) {
      running += 1;
      return;
    }
    if (!isFriend && strangers.size >= maxWaiting) {
      throw new Error(
        `${running} lookups run and ${strangers.size} wait: there is no place for more.`,
      );
    }
    // Whoever leaves passes the place on.
    await new Promise<void>((resolve) => (isFriend ? friends : strangers).add(resolve));
  };

  const leave = (): void => {
    const waiting = friends.size > 0 ? friends : strangers;
    const [next] = waiting;
    if (next === undefined) running -= 1;
    else {
      waiting.delete(next);
      next();
    }
  };

  return {
    run: async (job, isFriend) => {
      await enter(isFriend);
      try {
        return await job();
      } finally {
        leave();
      }
    },
    running: () => running,
    waiting: () => friends.size + strangers.size,
  };
}
