import { type Dirent } from 'node:fs';
import { lstat, readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

import { UsageError } from '../usage-error.ts';

/** What PATH holds that may say something of CORS. */
export interface Found {
  /** The folder that names are below, and that nothing is written outside of. */
  readonly root: string;
  readonly texts: ReadonlyMap<string, string>;
  /** Files that could not be read, and why. */
  readonly unreadable: ReadonlyMap<string, string>;
}

const ignored = new Set(['node_modules', 'dist', '.git']);
const isSource = (name: string): boolean =>
  /\.(?:[cm]?[jt]s|[jt]sx)$/.test(name) && !/\.d\.[cm]?ts$/.test(name);
/** No person writes more into a file. */
const largest = 2 * 1024 * 1024;

/** Reads the sources and manifests below a folder, or one file. Symbolic links are not followed. */
export async function findFiles(path: string): Promise<Found> {
  const stats = await lstat(path).catch((error: NodeJS.ErrnoException) => {
    const why = error.code === 'ENOENT' ? 'there is no such file or folder' : error.message;
    throw new UsageError(`${path} cannot be read: ${why}.`);
  });
  if (stats.isSymbolicLink()) {
    throw new UsageError(
      `${path} is a symbolic link, which is not followed. Name what it points to.`,
    );
  }
  const root = stats.isDirectory() ? path : join(path, '..');
  const names = stats.isDirectory() ? await namesBelow(path) : [path];
  const texts = new Map<string, string>();
  const unreadable = new Map<string, string>();
  for (const file of names) {
    const name = relative(root, file).replaceAll(sep, '/');
    try {
      texts.set(name, await readText(file));
    } catch (error) {
      unreadable.set(name, error instanceof Error ? error.message : String(error));
    }
  }
  return { root, texts, unreadable };
}

async function namesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const sorted = entries.toSorted((one, other) => (one.name < other.name ? -1 : 1));
  const names = await Promise.all(sorted.map((entry) => namesOf(folder, entry)));
  return names.flat();
}

async function namesOf(folder: string, entry: Dirent): Promise<string[]> {
  const path = join(folder, entry.name);
  if (entry.isDirectory()) return ignored.has(entry.name) ? [] : namesBelow(path);
  // What is neither is a link, a socket or a device.
  return entry.isFile() && (isSource(entry.name) || entry.name === 'package.json') ? [path] : [];
}

async function readText(file: string): Promise<string> {
  const bytes = await readFile(file);
  if (bytes.length > largest) {
    throw new Error(`it has ${bytes.length} bytes, and ${largest} are the most`);
  }
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    throw new Error('it is no UTF-8');
  }
}
