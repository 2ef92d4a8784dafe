import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';

/** A file with the last good entries, for a process that starts while the store is down. */
export interface Snapshot {
  /** @throws if it cannot be read, or is no snapshot */
  readonly read: () => Promise<{ readonly savedAt: string; readonly entries: readonly unknown[] }>;
  /** Replaces the file as a whole. Calls that come while it writes are one, with the last entries. */
  readonly save: (entries: readonly unknown[]) => void;
  /** Resolves when nothing is being written. */
  readonly settled: () => Promise<unknown>;
}

/** Entries that are written at once, so that requests have their turn between. */
const slice = 1000;

/** @param outcome hears how each writing ended: with an error, or `undefined` */
export function createSnapshot(path: string, outcome: (error: unknown) => void): Snapshot {
  let next: readonly unknown[] | undefined;
  let writing: Promise<void> | undefined;

  const writeAll = async (): Promise<void> => {
    while (next !== undefined) {
      const entries = next;
      next = undefined;
      await replaceFile(path, entries).then(() => outcome(undefined), outcome);
    }
    writing = undefined;
  };

  return {
    read: async () => {
      const value: unknown = JSON.parse(await readFile(path, 'utf8'));
      const { savedAt, entries } = (value ?? {}) as Record<string, unknown>;
      if (typeof savedAt !== 'string' || !Array.isArray(entries)) {
        throw new Error(`${path} is no snapshot of a list.`);
      }
      return { savedAt, entries };
    },
    save: (entries) => {
      next = entries;
      writing ??= writeAll();
    },
    settled: async () => writing,
  };
}

/** Whoever reads sees the old file or the new one, also after a power cut: written beside it, synced, renamed. */
async function replaceFile(path: string, entries: readonly unknown[]): Promise<void> {
  const beside = `${path}.${process.pid}.tmp`;
  await mkdir(dirname(path), { recursive: true });
  try {
    const file = await open(beside, 'w', 0o600);
    try {
      await file.write(`{"savedAt":${JSON.stringify(new Date().toISOString())},"entries":[\n`);
      for (let start = 0; start < entries.length; start += slice) {
        const lines = entries
          .slice(start, start + slice)
          .map((entry) => JSON.stringify(entry ?? null));
        await file.write(`${start === 0 ? '' : ',\n'}${lines.join(',\n')}`);
      }
      await file.write('\n]}\n');
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(beside, path);
  } catch (error) {
    await rm(beside, { force: true });
    throw error;
  }
}
