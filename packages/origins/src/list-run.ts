import { type OriginListStatus, describeIssue } from '@routecors/core';

import { type Announcer, messageOf } from './announcer.ts';
import { areSame, boundEntries } from './bounded-entries.ts';
import type { Followers } from './followers.ts';
import { keepSubscribed } from './keep-subscribed.ts';
import { linkAbort, unlessAborted } from './linked-abort.ts';
import type { ListSettings } from './list-options.ts';
import type { ListState } from './list-state.ts';
import { createRefresher } from './refresher.ts';
import { createSnapshot } from './snapshot.ts';

/** A list while servers hold it open. */
export interface ListRun {
  /** Rejects if there is nothing to serve. */
  readonly loaded: Promise<void>;
  readonly status: () => OriginListStatus['source'];
  readonly close: () => Promise<void>;
}

interface Parts {
  readonly followers: Followers;
  readonly state: ListState;
  readonly announcer: Announcer;
}

/** How many problems a warning spells out; the status has more of them. */
const spelledOut = 3;

/** Subscribes, loads, and goes on doing so until it is closed. */
export function startRun(settings: ListSettings, { followers, state, announcer }: Parts): ListRun {
  const { source, name, maxEntries, minEntries, timeout, poll, backoff } = settings;
  const controller = new AbortController();
  const { signal } = controller;
  let error: string | undefined;

  const put = async (loaded: unknown, from: 'source' | 'snapshot', at: Date): Promise<void> => {
    const { entries, ...beyond } = await boundEntries(loaded, name, maxEntries, signal);
    if (entries.length < minEntries) {
      throw new Error(`it has ${entries.length} entries, and ${minEntries} are the least`);
    }
    const known = followers.inForce()?.entries;
    const isNew = known === undefined || !(await areSame(known, entries, signal));
    if (isNew) {
      await followers.replace(entries, signal);
      state.version += 1;
    }
    const wasFrom = state.from;
    Object.assign(state, { loadedAt: at, from, beyond });
    // A disk that was full is tried again: else a process would start with what is long taken out.
    if (from === 'source' && (isNew || wasFrom !== from || snapshot?.isBehind() === true)) {
      snapshot?.save(entries);
    }
    announcer.state('problems', problemsOf(name, followers, beyond));
  };

  const load = async (): Promise<boolean> => {
    const attempt = linkAbort(signal, timeout, `no answer within ${timeout} ms`);
    try {
      const loading = Promise.resolve(source.load(attempt.signal));
      await put(await unlessAborted(loading, attempt.signal), 'source', new Date());
    } catch (cause) {
      if (signal.aborted) return true;
      error = messageOf(cause);
      attempt.abort(cause);
      return false;
    } finally {
      attempt.letGo();
    }
    error = undefined;
    announcer.over('source', `The list "${name}" is loaded from its source again.`);
    return true;
  };

  const snapshot =
    settings.snapshot === undefined
      ? undefined
      : createSnapshot(settings.snapshot, (cause) => {
          if (cause === undefined) announcer.over('snapshot', `The list "${name}" is saved again.`);
          else
            announcer.trouble(
              'snapshot',
              `The list "${name}" cannot be saved to ${settings.snapshot}: ${messageOf(cause)}`,
            );
        });

  const refresher = createRefresher(
    async () => {
      const isLoaded = await load();
      // The first failure finds out below whether there is anything to serve at all.
      if (!isLoaded && state.version > 0) announceFailure();
      return isLoaded;
    },
    settings,
    signal,
  );

  const announceFailure = (): void =>
    announcer.trouble(
      'source',
      `The list "${name}" cannot be loaded, and its last good entries stay in force (${state.from}, ${state.loadedAt?.toISOString()}): ${error}`,
    );

  const loadFirst = async (): Promise<void> => {
    await refresher.refresh();
    signal.throwIfAborted();
    if (error === undefined || state.version > 0) return;
    const reason = `The list "${name}" cannot be loaded: ${error}`;
    if (snapshot === undefined) {
      throw new Error(
        `${reason} Fix: mend its source; with the option snapshot a server can start without.`,
      );
    }
    await snapshot.read().then(
      ({ savedAt, entries }) => put(entries, 'snapshot', new Date(savedAt)),
      (cause: unknown) => {
        throw new Error(`${reason} Nor is there a snapshot: ${messageOf(cause)}`, { cause });
      },
    );
    announceFailure();
  };

  const followsChanges =
    source.subscribe === undefined
      ? Promise.resolve()
      : keepSubscribed(
          source,
          {
            changed: () => {
              announcer.over('changes', `Changes of the list "${name}" are told again.`);
              refresher.changed();
            },
            lost: (cause) => {
              // A server that does not start says more, and once.
              if (state.version === 0) return;
              const until = poll === false ? 'not loaded' : `loaded every ${poll} ms`;
              announcer.trouble(
                'changes',
                `Changes of the list "${name}" are not told at the moment; it is ${until} until they are: ${messageOf(cause)}`,
              );
              // Whatever ended the subscription may have ended the store: find out.
              refresher.changed();
            },
          },
          backoff,
          signal,
        );

  return {
    loaded: loadFirst(),
    status: () => {
      const { isLoading, failures, dueAt } = refresher.state();
      if (failures === 0) {
        return { state: isLoading ? 'loading' : 'up', error, failures, retryAt: undefined };
      }
      const retryAt = Number.isFinite(dueAt) ? new Date(dueAt).toISOString() : undefined;
      return { state: 'failing', error, failures, retryAt };
    },
    close: async () => {
      controller.abort(new Error(`The list "${name}" is closed.`));
      await Promise.all([refresher.settled(), followsChanges, snapshot?.settled()]);
      await source.close?.();
    },
  };
}

function problemsOf(
  name: string,
  followers: Followers,
  beyond: ListState['beyond'],
): string | undefined {
  const inForce = followers.inForce();
  const problems = [...beyond.problems, ...(inForce?.problems ?? [])];
  const count = (inForce?.problemCount ?? 0) + beyond.problemCount;
  if (count === 0) return undefined;
  const shown = problems.slice(0, spelledOut).map(describeIssue);
  if (count > shown.length) shown.push('… and more, in the status of the list.');
  return `Of the list "${name}" ${count === 1 ? '1 entry is' : `${count} entries are`} left out:\n${shown.join('\n')}`;
}
