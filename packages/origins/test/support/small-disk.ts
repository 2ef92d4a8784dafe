import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system that is soon full. */
export interface SmallDisk {
  readonly folder: string;
  readonly remove: () => void;
}

/** Mounts one of so many bytes; `undefined` where this process may not, and that is said. */
export function mountSmallDisk(bytes: number): SmallDisk | undefined {
  const folder = mkdtempSync(join(tmpdir(), 'routecors-disk-'));
  const remove = (): void => rmSync(folder, { recursive: true });
  try {
    const options = ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder];
    execFileSync('mount', options, { stdio: 'ignore' });
  } catch {
    remove();
    // Not refused with CI=true: containers there are seldom let mount anything.
    process.stderr.write(
      '\n!!! SKIPPED: tests of a full disk need root, and Linux, to mount one\n\n',
    );
    return undefined;
  }
  return {
    folder,
    remove: () => {
      execFileSync('umount', [folder]);
      remove();
    },
  };
}
