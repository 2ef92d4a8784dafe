import { type FSWatcher, statSync, watch } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { dirname } from 'node:path';

import { whenAborted } from '../linked-abort.ts';

interface Watched {
  readonly watcher: FSWatcher;
  readonly identity: string;
}

/**
 * Tells when the file behind a path is another, or holds something else. Watched are the directories
 * of the path and of what it leads to: a file that is renamed into place, or a link that is swapped,
 * is an event there, while a watched file would be gone.
 *
 * @returns a promise that is pending while it watches
 */
export async function watchFile(
  path: string,
  changed: () => void,
  signal: AbortSignal,
): Promise<never> {
  const watchers = new Map<string, Watched>();
  let seen = await fingerprint(path);
  const failed = new AbortController();

  const watchDirectories = async (): Promise<void> => {
    const target = await realpath(path).catch(() => path);
    if (signal.aborted || failed.signal.aborted) return;
    const wanted = new Set([dirname(path), dirname(target)]);
    for (const [directory, { watcher, identity }] of watchers) {
      if (!wanted.has(directory)) {
        watcher.close();
        watchers.delete(directory);
      } else if (identityOf(directory) !== identity) {
        // Its watcher would stay silent for ever.
        throw new Error(`The folder ${directory} is gone, or is another.`);
      }
    }
    for (const directory of wanted) {
      if (watchers.has(directory)) continue;
      const identity = identityOf(directory);
      const watcher = watch(directory, { persistent: false }, () => void look());
      watcher.on('error', (error) => failed.abort(error));
      watchers.set(directory, { watcher, identity });
    }
  };

  const look = async (): Promise<void> => {
    try {
      const now = await fingerprint(path);
      // Before it is read: what the link leads to now may change while that is done.
      await watchDirectories();
      if (signal.aborted || now === seen) return;
      seen = now;
      changed();
    } catch (error) {
      failed.abort(error);
    }
  };

  try {
    await watchDirectories();
    changed();
    return await Promise.race([whenAborted(failed.signal), whenAborted(signal)]);
  } finally {
    for (const { watcher } of watchers.values()) watcher.close();
  }
}

/** Of a directory: its path may come to lead to another. */
function identityOf(directory: string): string {
  const { dev, ino } = statSync(directory, { bigint: true });
  return `${dev} ${ino}`;
}

/** Which file it is, and when it was written last. */
async function fingerprint(path: string): Promise<string> {
  const found = await stat(path, { bigint: true }).catch(() => undefined);
  if (found === undefined) return 'none';
  return `${found.dev} ${found.ino} ${found.size} ${found.mtimeNs} ${found.ctimeNs}`;
}
