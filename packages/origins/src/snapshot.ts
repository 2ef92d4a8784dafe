import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file with the last good entries, for a process that starts while the store is down. */
export interface Snapshot {
  /** @throws if it cannot be read, or is no snapshot */
  readonly read: () => Promise<{ readonly savedAt: string; readonly entries: readonly unknown[] }>;
  /** Replaces the file as a whole. Calls that come while it writes are one, with the last entries. */
  readonly save: (entries: readonly unknown[]) => void;
  /** Whether the last writing failed: the file holds what was in force before, if anything. */
  readonly isBehind: () => boolean;
  /** Resolves when nothing is being written. */
  readonly settled: () => Promise<unknown>;
}

/** Entries that are written at once, so that requests have their turn between. */
const slice = 1000;

/** How many there have been in this process. */
let writers = 0;

/** @param outcome hears how each writing ended: with an error, or `undefined` */
export function createSnapshot(path: string, outcome: (error: unknown) => void): Snapshot {
  let next: readonly unknown[] | undefined;
  let writing: Promise<void> | undefined;
  let isBehind = false;
  writers += 1;
  // Two lists may have one path, as when a reload makes a list anew: each writes a file of its own.
  const beside = `${path}.${process.pid}.${writers}.tmp`;

  const ended = (error: unknown): void => {
    isBehind = error !== undefined;
    outcome(error);
  };

  const writeAll = async (): Promise<void> => {
    while (next !== undefined) {
      const entries = next;
      next = undefined;
      await replaceFile(path, beside, entries).then(() => ended(undefined), ended);
    }
    writing = undefined;
  };

  return {
    read: async () => {
      const value: unknown = JSON.parse(await readFile(path, 'utf8'));
      const { savedAt, entries } = (value ?? {}) as Record<string, unknown>;
      const isDate = typeof savedAt === 'string' && !Number.isNaN(Date.parse(savedAt));
      if (!isDate || !Array.isArray(entries)) {
        throw new Error(`${path} is no snapshot of a list.`);
      }
      return { savedAt, entries };
    },
    save: (entries) => {
      next = entries;
      writing ??= writeAll();
    },
    isBehind: () => isBehind,
    settled: async () => writing,
  };
}

/** Whoever reads sees the old file or the new one, also after a power cut: written beside it, synced, renamed. */
async function replaceFile(
  path: string,
  beside: string,
  entries: readonly unknown[],
): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  try {
    // What a process that was killed has left is not written through, should it be a link.
    await rm(beside, { force: true });
    const file = await open(beside, 'wx', 0o600);
    try {
      // A disk that is nearly full takes a part, and says so by a number only: `appendFile` writes the rest, or fails.
      await file.appendFile(`{"savedAt":${JSON.stringify(new Date().toISOString())},"entries":[\n`);
      for (let start = 0; start < entries.length; start += slice) {
        const lines = entries
          .slice(start, start + slice)
          .map((entry) => JSON.stringify(entry ?? null));
        await file.appendFile(`${start === 0 ? '' : ',\n'}${lines.join(',\n')}`);
      }
      await file.appendFile('\n]}\n');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    // Where the folder is gone or is none, there is nothing to remove.
    await rm(beside, { force: true }).catch(() => undefined);
    throw error;
  }
}
