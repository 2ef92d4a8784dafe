import { accessSync, constants, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/** Debian keeps PostgreSQL's programs out of the PATH. */
const debian = '/usr/lib/postgresql';

/** Where a program is; `undefined` if it is not installed. */
export function findBinary(name: string): string | undefined {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), ...debianFolders()];
  return folders.map((folder) => join(folder, name)).find(isExecutable);
}

function debianFolders(): readonly string[] {
  try {
    return readdirSync(debian)
      .toSorted((one, other) => Number(other) - Number(one))
      .map((version) => join(debian, version, 'bin'));
  } catch {
    return [];
  }
}

function isExecutable(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * Whether a store can be started here. Where it cannot, its tests are skipped, and that is said.
 *
 * @throws Error with CI=true, where skipping would pass for having tested
 */
export function isInstalled(store: string, ...binaries: readonly string[]): boolean {
  const missing = binaries.filter((name) => findBinary(name) === undefined);
  if (missing.length === 0) return true;
  const message = `${store} is not installed (${missing.join(', ')}): apt-get install postgresql redis-server`;
  if (process.env['CI'] === 'true') throw new Error(message);
  process.stderr.write(`\n!!! SKIPPED: ${message}\n\n`);
  return false;
}
