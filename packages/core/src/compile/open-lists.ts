import type { OriginList, OriginListStatus } from '../policy/origin-list.ts';

/** The live lists that a server has opened, and closes again. */
export interface OpenLists {
  /**
   * Opens those that are not open yet, and waits until all have given what they hold to whom follows them.
   *
   * @throws what the first list said that could not be opened; those opened with it are closed again
   */
  readonly open: (lists: Iterable<OriginList>) => Promise<void>;
  /** Closes all others. */
  readonly keepOnly: (lists: ReadonlySet<OriginList>) => Promise<void>;
  /** How each is, in the order in which they were opened. */
  readonly statuses: () => readonly OriginListStatus[];
  /** Closes all, also those that are still being opened. */
  readonly close: () => Promise<void>;
}

type Close = () => Promise<void>;

/** Opens nothing yet. */
export function createOpenLists(): OpenLists {
  const opened = new Map<OriginList, Close>();
  let isClosed = false;

  const closeOnly = async (lists: Iterable<OriginList>): Promise<void> => {
    const closes = [...lists].flatMap((list) => opened.get(list) ?? []);
    for (const list of lists) opened.delete(list);
    await Promise.all(closes.map((close) => close()));
  };

  return {
    open: async (lists) => {
      const wanted = [...lists];
      const missing = wanted.filter((list) => !opened.has(list));
      // Policies that came since then may follow the others with rules of their own: opened once more, a
      // list resolves when these have what it holds.
      const held = wanted.filter((list) => opened.has(list));
      const results = await Promise.allSettled(missing.map((list) => list.open()));
      const failed = results.find((result) => result.status === 'rejected');
      for (const [index, list] of missing.entries()) {
        const result = results[index];
        if (result?.status === 'fulfilled') opened.set(list, result.value);
      }
      // A server that closes while it starts wants nothing any more.
      if (failed !== undefined || isClosed) await closeOnly(missing);
      if (failed !== undefined) throw failed.reason;
      await Promise.all(held.map(async (list) => (await list.open())()));
    },
    keepOnly: (lists) => closeOnly([...opened.keys()].filter((list) => !lists.has(list))),
    statuses: () => [...opened.keys()].map((list) => list.status()),
    close: () => {
      isClosed = true;
      return closeOnly([...opened.keys()]);
    },
  };
}
