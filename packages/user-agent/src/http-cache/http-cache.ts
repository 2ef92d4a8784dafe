import { type StoredResponse, sizeOf } from './stored-response.ts';

/** Most responses kept, and most bytes of all of them together. The least recently used go first. */
export interface HttpCacheBounds {
  readonly entries: number;
  readonly bytes: number;
}

export const defaultHttpCacheBounds: HttpCacheBounds = Object.freeze({
  entries: 1_024,
  bytes: 16 * 1024 * 1024,
});

/**
 * The responses that one user agent keeps, one per URL as in browsers: all pages of an agent are the
 * same, so it is one partition. (Fetch, "HTTP cache partition")
 */
export interface HttpCache {
  readonly bounds: HttpCacheBounds;
  /** Milliseconds; since 1970, for `Date` and `Expires` to be judged. */
  readonly now: () => number;
  /** What is stored for the URL, once all that is being stored has come to its end. */
  readonly find: (url: string, signal: AbortSignal) => Promise<StoredResponse | undefined>;
  /** Replaces what is stored for the URL, if that still is `before`. */
  readonly replace: (url: string, before: StoredResponse, after: StoredResponse) => void;
  /** Announces a response, whose body may still be on its way; what is stored for the URL is gone. */
  readonly open: (url: string) => Writer;
  /** Forgets the URL, and what is being stored for it. Returns whether there was anything. */
  readonly delete: (url: string) => boolean;
}

/** Stores one response, unless something else has been stored or deleted since. */
export interface Writer {
  readonly commit: (stored: StoredResponse) => void;
  /** Leaves nothing stored, after a commit, too. */
  readonly abandon: () => void;
}

/**
 * How long a request waits for another one's response to be stored, in milliseconds, before it goes
 * its own way: an endless body must hold up nobody.
 */
const maxWait = 1_000;

export function createHttpCache(bounds: HttpCacheBounds, now: () => number): HttpCache {
  // In the order of use, so that the first is the least recently used.
  const entries = new Map<string, { readonly stored: StoredResponse; readonly writer: object }>();
  const writing = new Map<
    string,
    { readonly writer: object; readonly finish: () => void; readonly finished: Promise<void> }
  >();
  let bytes = 0;

  function remove(url: string): boolean {
    const entry = entries.get(url);
    if (entry !== undefined) bytes -= sizeOf(url, entry.stored);
    return entries.delete(url);
  }

  function insert(url: string, stored: StoredResponse, writer: object): void {
    remove(url);
    const size = sizeOf(url, stored);
    if (size > bounds.bytes) return;
    entries.set(url, { stored, writer });
    bytes += size;
    for (const oldest of entries.keys()) {
      if (entries.size <= bounds.entries && bytes <= bounds.bytes) return;
      remove(oldest);
    }
  }

  function stopWriting(url: string): boolean {
    writing.get(url)?.finish();
    return writing.delete(url);
  }

  return {
    bounds,
    now,
    async find(url, signal) {
      const pending = writing.get(url);
      if (pending !== undefined) await settled(pending.finished, signal);
      const entry = entries.get(url);
      if (entry === undefined) return undefined;
      entries.delete(url);
      entries.set(url, entry);
      return entry.stored;
    },
    replace(url, before, after) {
      if (entries.get(url)?.stored === before) insert(url, after, {});
    },
    open(url) {
      stopWriting(url);
      remove(url);
      const writer = {};
      let finish: () => void = nothing;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      writing.set(url, { writer, finish, finished });
      const isCurrent = (): boolean => writing.get(url)?.writer === writer;
      return {
        commit(stored) {
          if (!isCurrent()) return;
          insert(url, stored, writer);
          stopWriting(url);
        },
        abandon() {
          if (isCurrent()) stopWriting(url);
          else if (entries.get(url)?.writer === writer) remove(url);
        },
      };
    },
    delete(url) {
      const wasWriting = stopWriting(url);
      return remove(url) || wasWriting;
    },
  };
}

/** Waits for the promise, the signal or the time, whichever is first. */
async function settled(finished: Promise<void>, signal: AbortSignal): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let stop: () => void = nothing;
  const enough = new Promise<void>((resolve) => {
    stop = resolve;
    timer = setTimeout(resolve, maxWait);
    signal.addEventListener('abort', stop, { once: true });
  });
  await Promise.race([finished, enough]);
  clearTimeout(timer);
  signal.removeEventListener('abort', stop);
}

function nothing(): void {}
