import { migrateHelp } from '../help.ts';
import { parseCommandLine } from '../parse-command-line.ts';
import { printable, printableJson } from '../printable.ts';
import { type Terminal, exitStatus } from '../terminal.ts';
import { UsageError } from '../usage-error.ts';
import { findFiles } from './find-files.ts';
import { type Migration, planMigration } from './migration.ts';
import { printRemarks, printableDiff, unifiedDiff } from './print-migration.ts';
import { writeFiles } from './write-files.ts';

/** `routecors migrate`: moves set-ups of other packages to routecors, as far as that is safe. */
export async function migrate(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = {
    help: { type: 'boolean', short: 'h' },
    json: { type: 'boolean' },
    write: { type: 'boolean' },
  } as const;
  const { values, positionals } = parseCommandLine(args, options);
  if (values.help === true) {
    terminal.out(migrateHelp);
    return exitStatus.allowed;
  }
  const [path = '.', ...more] = positionals;
  if (more.length > 0) throw new UsageError(`One path at a time: ${more.join(' ')} is too much.`);
  const found = await findFiles(path);
  const migration = await planMigration(found);
  const isWritten = values.write === true;
  if (isWritten) await writeFiles(found.root, migration.changes);
  terminal.out(
    values.json === true
      ? `${printableJson(toJson(migration, isWritten))}\n`
      : print(migration, isWritten),
  );
  const isDone = migration.decisions.length + migration.troubles.length === 0;
  return isDone ? exitStatus.allowed : exitStatus.blocked;
}

function print(migration: Migration, isWritten: boolean): string {
  const diffs = migration.changes.map(unifiedDiff).join('');
  return `${printableDiff(diffs)}${diffs && '\n'}${printable(printRemarks(migration, isWritten))}\n`;
}

function toJson({ changes, ...rest }: Migration, isWritten: boolean): unknown {
  const plain = changes.map((change) => ({ file: change.file, diff: unifiedDiff(change) }));
  return { written: isWritten, changes: plain, ...rest };
}
