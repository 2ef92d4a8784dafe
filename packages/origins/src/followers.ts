import {
  type CorsIssue,
  type OriginListFollower,
  type PreparedEntries,
  maxShownProblems,
} from '@routecors/core';

/** Entries in force, and what had to be left out of them. */
export interface EntriesInForce {
  readonly entries: readonly unknown[];
  readonly problems: readonly CorsIssue[];
  readonly problemCount: number;
}

/** Those who ask a list: policies, compiled. All of them have the same entries at any time. */
export interface Followers {
  /** Adds one, and hands it what is in force. */
  readonly add: (follower: OriginListFollower) => () => void;
  /**
   * Lets all prepare, and then puts the entries in force for all in one turn.
   *
   * @throws if one of them cannot, or the signal aborts: then nothing changes for any
   */
  readonly replace: (entries: readonly unknown[], signal: AbortSignal) => Promise<void>;
  /** Resolves when those that were added have what is in force. */
  readonly settled: () => Promise<unknown>;
  readonly inForce: () => EntriesInForce | undefined;
}

/** Nothing is in force yet. */
export function createFollowers(): Followers {
  /** What was left out for each; `undefined` for one that has nothing in force. */
  const followers = new Map<OriginListFollower, PreparedEntries | undefined>();
  let entries: readonly unknown[] | undefined;
  let inForce: EntriesInForce | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  /** One after the other: nobody is handed entries that are being replaced. */
  const inTurn = <T>(job: () => Promise<T>): Promise<T> => {
    const next = queue.then(job);
    queue = next.catch(() => undefined);
    return next;
  };

  const sum = (): void => {
    if (entries !== undefined) inForce = { entries, ...sumOf([...followers.values()]) };
  };

  return {
    add: (follower) => {
      followers.set(follower, undefined);
      void inTurn(async () => {
        if (entries === undefined || followers.get(follower) !== undefined) return;
        const prepared = await follower(entries, new AbortController().signal);
        if (!followers.has(follower)) return;
        prepared.commit();
        followers.set(follower, prepared);
        sum();
      }).catch(() => undefined);
      return () => {
        followers.delete(follower);
        sum();
      };
    },
    replace: (next, signal) =>
      inTurn(async () => {
        const prepared: [OriginListFollower, PreparedEntries][] = [];
        // One by one: together their slices would hold up requests for as long as all of them.
        for (const follower of followers.keys()) {
          signal.throwIfAborted();
          prepared.push([follower, await follower(next, signal)]);
        }
        signal.throwIfAborted();
        for (const [follower, each] of prepared) {
          if (!followers.has(follower)) continue;
          each.commit();
          // What it has compiled is in force, and lives there.
          const { problems, problemCount } = each;
          followers.set(follower, { problems, problemCount, commit: nothing });
        }
        entries = next;
        sum();
      }),
    settled: () => queue,
    inForce: () => inForce,
  };
}

const nothing = (): void => undefined;

/** Policies that trust differently leave out different entries: shown is each of them once. */
function sumOf(
  all: readonly (PreparedEntries | undefined)[],
): Pick<EntriesInForce, 'problems' | 'problemCount'> {
  const problems = new Map<string, CorsIssue>();
  let problemCount = 0;
  for (const prepared of all) {
    problemCount = Math.max(problemCount, prepared?.problemCount ?? 0);
    for (const problem of prepared?.problems ?? []) {
      if (problems.size < maxShownProblems)
        problems.set(`${problem.code} ${problem.path}`, problem);
    }
  }
  return {
    problems: [...problems.values()],
    problemCount: Math.max(problemCount, problems.size),
  };
}
