import type { OriginSource } from '../../src/index.ts';

/** A source whose loads end when and how a test says. */
export interface FakeSource extends OriginSource {
  /** Of each load that was begun: its signal. */
  readonly loads: readonly AbortSignal[];
  /** How many run now; those that were given up do not count. */
  readonly running: () => number;
  /** What the next loads give: entries, or an error to throw. `undefined` leaves them pending. */
  give: readonly unknown[] | Error | undefined;
  /** Ends what is pending. */
  readonly finish: (entries: readonly unknown[]) => void;
  /** Tells of a change, as often as somebody listens. */
  readonly tell: () => void;
  /** Ends all subscriptions with an error. */
  readonly lose: (error: Error) => void;
  readonly subscriptions: () => number;
  readonly closed: () => number;
}

export function fakeSource(first: FakeSource['give']): FakeSource {
  const loads: AbortSignal[] = [];
  const pending = new Set<(entries: readonly unknown[]) => void>();
  const listeners = new Map<() => void, (error: Error) => void>();
  let closed = 0;
  const source: FakeSource = {
    name: 'fake',
    give: first,
    loads,
    running: () => pending.size,
    load: (signal) => {
      loads.push(signal);
      if (source.give instanceof Error) return Promise.reject(source.give);
      if (source.give !== undefined) return Promise.resolve(source.give);
      return new Promise((resolve, reject) => {
        pending.add(resolve);
        signal.addEventListener('abort', () => {
          pending.delete(resolve);
          reject(new Error('given up'));
        });
      });
    },
    finish: (entries) => {
      for (const resolve of pending) resolve(entries);
      pending.clear();
    },
    subscribe: (changed, signal) =>
      new Promise((_, reject) => {
        const end = (error: Error): void => {
          listeners.delete(changed);
          reject(error);
        };
        listeners.set(changed, end);
        signal.addEventListener('abort', () => end(new Error('ended')));
        changed();
      }),
    tell: () => {
      for (const changed of listeners.keys()) changed();
    },
    lose: (error) => {
      for (const end of listeners.values()) end(error);
    },
    subscriptions: () => listeners.size,
    closed: () => closed,
    close: async () => {
      closed += 1;
    },
  };
  return source;
}
