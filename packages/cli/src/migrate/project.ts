import { posix } from 'node:path';

import { type Bindings, findBindings } from './bindings.ts';
import type { Found } from './find-files.ts';
import { majorVersions } from './manifest.ts';
import { type SourceFile, type SyntaxTrouble, parseSource } from './source-file.ts';

/** A file with its names. */
export interface ProjectFile {
  readonly file: SourceFile;
  readonly bindings: Bindings;
}

/** A file that is left alone, since it cannot be read as a program. */
export interface Trouble extends SyntaxTrouble {
  readonly file: string;
}

/** What belongs to one package.json. */
export interface PackageFiles {
  /** The name of its package.json, if there is one. */
  readonly manifest: string | undefined;
  /** The major versions that it asks for. */
  readonly majors: ReadonlyMap<string, number>;
  readonly files: readonly ProjectFile[];
}

export interface Project {
  readonly packages: readonly PackageFiles[];
  readonly fileByName: (name: string) => SourceFile | undefined;
  /** Every file that was parsed so far. */
  readonly parsed: () => readonly SourceFile[];
  readonly troubles: readonly Trouble[];
}

/** Parses what speaks of CORS. Other files are parsed when they are asked for. */
export function openProject({ texts, unreadable }: Found): Project {
  const parsed = new Map<string, SourceFile>();
  const troubles: Trouble[] = [...unreadable].map(([file, message]) => ({
    file,
    message,
    line: 1,
    column: 1,
  }));
  const fileByName = (name: string): SourceFile | undefined => {
    const known = parsed.get(name);
    const text = texts.get(name);
    if (known || text === undefined || isManifest(name)) return known;
    const result = parseSource(name, text);
    if ('program' in result) {
      parsed.set(name, result);
      return result;
    }
    if (!troubles.some(({ file }) => file === name)) troubles.push({ file: name, ...result });
    return undefined;
  };
  const groups = new Map<string | undefined, ProjectFile[]>();
  for (const [name, text] of texts) {
    if (isManifest(name) || !/cors|access-control-allow/i.test(text)) continue;
    try {
      const file = fileByName(name);
      if (file === undefined) continue;
      const manifest = nearestManifest(name, texts);
      const group = groups.get(manifest) ?? [];
      groups.set(manifest, group);
      group.push({ file, bindings: findBindings(file) });
    } catch (error) {
      // The stack is full: a chain of thousands of operators, as programs write them.
      if (!(error instanceof RangeError)) throw error;
      troubles.push({ file: name, message: 'It is nested too deeply.', line: 1, column: 1 });
    }
  }
  return {
    packages: [...groups].map(([manifest, files]) => ({
      manifest,
      majors: majorVersions(manifest === undefined ? undefined : texts.get(manifest)),
      files,
    })),
    fileByName,
    parsed: () => [...parsed.values()],
    troubles,
  };
}

function isManifest(name: string): boolean {
  return posix.basename(name) === 'package.json';
}

function nearestManifest(name: string, texts: ReadonlyMap<string, string>): string | undefined {
  for (let folder = posix.dirname(name); ; folder = posix.dirname(folder)) {
    const manifest = posix.join(folder, 'package.json');
    if (texts.has(manifest)) return manifest;
    if (folder === '.') return undefined;
  }
}
