import { type OriginList, maxShownProblems, originListMark } from '@routecors/core';

import { createAnnouncer } from './announcer.ts';
import { createFollowers } from './followers.ts';
import { type OriginListOptions, listSettings } from './list-options.ts';
import { type ListRun, startRun } from './list-run.ts';
import { createListState } from './list-state.ts';

/**
 * A list of origins that changes while the server runs, for the option `origin`: alone, or among other
 * entries. It is loaded before the server is ready, asked in memory, and replaced as a whole when its
 * source changes. A source that fails leaves the last good entries in force.
 *
 * One list may serve several servers: its source is let go with the last of them.
 *
 * @throws TypeError for options that are none, with what to write
 */
export function createOriginList(options: OriginListOptions): OriginList {
  const settings = listSettings(options);
  const { name, tenant } = settings;
  const followers = createFollowers();
  const state = createListState();
  const announcer = createAnnouncer(settings.log);
  let run: Promise<ListRun> | undefined;
  let current: ListRun | undefined;
  let holders = 0;
  let closing: Promise<unknown> = Promise.resolve();

  const start = async (): Promise<ListRun> => {
    // A source is not opened again while it is still being let go.
    await closing;
    current = startRun(settings, { followers, state, announcer });
    await current.loaded;
    return current;
  };

  const release = async (): Promise<void> => {
    holders -= 1;
    if (holders > 0) return closing.then(() => undefined);
    const ended = current;
    run = undefined;
    const closed = closing.then(() => ended?.close());
    // A source that fails to close is told to whoever closes, and can be opened again all the same.
    closing = closed.catch(() => undefined);
    await closed;
  };

  return Object.freeze({
    [originListMark]: true as const,
    name,
    ...(tenant && { tenant }),
    open: async () => {
      holders += 1;
      try {
        await (run ??= start());
      } catch (error) {
        await release();
        throw error;
      }
      await followers.settled();
      let isClosed = false;
      return async () => {
        if (isClosed) return;
        isClosed = true;
        await release();
      };
    },
    follow: followers.add,
    status: () => {
      const inForce = followers.inForce();
      const { version, loadedAt, from, beyond } = state;
      const problemCount = (inForce?.problemCount ?? 0) + beyond.problemCount;
      return {
        name,
        size: inForce === undefined ? 0 : inForce.entries.length - inForce.problemCount,
        version,
        loadedAt: loadedAt?.toISOString(),
        from,
        problems: [...beyond.problems, ...(inForce?.problems ?? [])].slice(0, maxShownProblems),
        problemCount,
        source: sourceStatus(current, holders),
      };
    },
  });
}

function sourceStatus(run: ListRun | undefined, holders: number) {
  if (run === undefined) return { state: 'idle', ...allIsWell } as const;
  if (holders === 0) return { state: 'closed', ...allIsWell } as const;
  return run.status();
}

const allIsWell = { error: undefined, failures: 0, retryAt: undefined } as const;
