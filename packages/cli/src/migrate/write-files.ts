import { constants } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

import { UsageError } from '../usage-error.ts';
import type { Change } from './migration.ts';

/**
 * Writes what was planned, in place. Nothing is written if any file is another one by now: each is opened
 * first, without following a link, and compared.
 */
export async function writeFiles(root: string, changes: readonly Change[]): Promise<void> {
  const opened: { readonly handle: FileHandle; readonly change: Change }[] = [];
  try {
    for (const change of changes) {
      opened.push({ handle: await openUnchanged(root, change), change });
    }
    for (const { handle, change } of opened) {
      const bytes = Buffer.from(change.after);
      await handle.write(bytes, 0, bytes.length, 0);
      await handle.truncate(bytes.length);
    }
  } finally {
    await Promise.all(opened.map(({ handle }) => handle.close()));
  }
}

async function openUnchanged(root: string, { file, before }: Change): Promise<FileHandle> {
  // Windows has no such flag, and no links without a right of its own.
  const flags = constants.O_RDWR | (constants.O_NOFOLLOW ?? 0);
  const handle = await open(join(root, file), flags).catch((error: Error) => {
    throw new UsageError(`${file} cannot be written, and nothing was: ${error.message}`);
  });
  const text = (await handle.readFile()).toString('utf8');
  if (text === before) return handle;
  await handle.close();
  throw new UsageError(`${file} was changed meanwhile, and nothing was written. Run it again.`);
}
