import type { Found } from './find-files.ts';
import type { Remark } from './finding.ts';
import { changeManifest } from './manifest.ts';
import { type Migrated, migrateFastify } from './migrate-fastify.ts';
import { migrateNest } from './migrate-nest.ts';
import { type PackageFiles, type Trouble, openProject } from './project.ts';

/** A file before and after. */
export interface Change {
  readonly file: string;
  readonly before: string;
  readonly after: string;
}

/** All that can be done, and all that cannot. */
export interface Migration {
  readonly changes: readonly Change[];
  readonly decisions: readonly Remark[];
  readonly notes: readonly Remark[];
  readonly troubles: readonly Trouble[];
}

/** Works out what to do with the files, and does nothing yet. */
export async function planMigration(found: Found): Promise<Migration> {
  const project = openProject(found);
  const done: { readonly files: PackageFiles; readonly parts: readonly Migrated[] }[] = [];
  for (const files of project.packages) {
    const parts = [await migrateFastify(files), await migrateNest(files, project.fileByName)];
    done.push({ files, parts });
  }
  const changes = project.parsed().flatMap(({ name, text, edits }) => {
    const after = edits.toString();
    return after === text ? [] : [{ file: name, before: text, after }];
  });
  const manifests = done.flatMap(({ files, parts }) =>
    manifestChange(
      files,
      parts.flatMap(({ add }) => add),
      found,
    ),
  );
  const parts = done.flatMap((one) => one.parts);
  return {
    changes: [...changes, ...manifests.flatMap((one) => ('after' in one ? [one] : []))].toSorted(
      byFile,
    ),
    decisions: parts.flatMap(({ decisions }) => decisions).toSorted(byPlace),
    notes: [
      ...parts.flatMap(({ notes }) => notes),
      ...manifests.flatMap((one) => ('reason' in one ? [one] : [])),
    ].toSorted(byPlace),
    troubles: project.troubles.toSorted(byFile),
  };
}

/** The package.json that goes with the rewritten files, or what to install by hand. */
function manifestChange(
  { manifest, files }: PackageFiles,
  add: readonly string[],
  { texts }: Found,
): readonly (Change | Remark)[] {
  if (add.length === 0) return [];
  const old = ['@fastify/cors', 'cors'].filter((name) => {
    const isNamed = (text: string): boolean =>
      text.includes(`'${name}'`) || text.includes(`"${name}"`);
    const isGone = files.some(({ file }) => isNamed(file.text) && !isNamed(file.edits.toString()));
    return isGone && !files.some(({ file }) => isNamed(file.edits.toString()));
  });
  const remove = old.flatMap((name) => (name === 'cors' ? ['cors', '@types/cors'] : [name]));
  const before = manifest === undefined ? undefined : texts.get(manifest);
  const after = before === undefined ? undefined : changeManifest(before, { add, remove });
  if (manifest !== undefined && before !== undefined && after !== undefined) {
    return after === before ? [] : [{ file: manifest, before, after }];
  }
  return [
    {
      code: 'manifest',
      file: manifest ?? 'package.json',
      line: 1,
      column: 1,
      reason: 'Here is no package.json that can be changed.',
      fix: `Run npm install ${add.join(' ')}${remove.length > 0 ? ` && npm uninstall ${remove.join(' ')}` : ''}`,
    },
  ];
}

function byFile(one: { readonly file: string }, other: { readonly file: string }): number {
  if (one.file === other.file) return 0;
  return one.file < other.file ? -1 : 1;
}

function byPlace(one: Remark, other: Remark): number {
  return byFile(one, other) || one.line - other.line || one.column - other.column;
}
