import {
  type OriginList,
  type OriginListFollower,
  type OriginListStatus,
  type PreparedEntries,
  type RouteTarget,
  originListMark,
} from '../src/index.ts';

/** A list that a test replaces by hand, as `@routecors/origins` does when its source changes. */
export interface MemoryList extends OriginList {
  /** Puts other entries in force, and tells what was left out. */
  readonly replace: (entries: readonly unknown[]) => Promise<readonly PreparedEntries[]>;
  /** How many servers hold it open. */
  readonly holders: () => number;
}

/** Makes one that holds these entries as soon as it is open. */
export function memoryList(
  name: string,
  first: readonly unknown[],
  tenant?: (target: RouteTarget) => string | undefined,
): MemoryList {
  const followers = new Set<OriginListFollower>();
  let entries = first;
  let version = 0;
  let holders = 0;

  const put = async (): Promise<readonly PreparedEntries[]> => {
    const { signal } = new AbortController();
    const prepared = await Promise.all([...followers].map((follow) => follow(entries, signal)));
    for (const { commit } of prepared) commit();
    version += 1;
    return prepared;
  };

  const status = (): OriginListStatus => ({
    name,
    size: entries.length,
    version,
    loadedAt: undefined,
    from: version === 0 ? 'nothing' : 'source',
    problems: [],
    problemCount: 0,
    source: { state: 'up', error: undefined, failures: 0, retryAt: undefined },
  });

  return {
    [originListMark]: true,
    name,
    ...(tenant && { tenant }),
    open: async () => {
      holders += 1;
      await put();
      return async () => {
        holders -= 1;
      };
    },
    follow: (follower) => {
      followers.add(follower);
      return () => followers.delete(follower);
    },
    status,
    replace: (next) => {
      entries = next;
      return put();
    },
    holders: () => holders,
  };
}
