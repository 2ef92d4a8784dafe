import { readFile, readdir, realpath, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';

import { type Table, tableOf } from '../table.ts';

interface Manifest {
  readonly name: string;
  readonly files?: readonly string[];
  readonly dependencies?: Readonly<Record<string, string>>;
}

/** What lands on the disk with each plugin and all that it depends on; both need Fastify, which is not counted. */
export async function installedSizes(): Promise<Table> {
  const here = import.meta.filename;
  const sizes = {
    '@fastify/cors': await installedSize('@fastify/cors', here),
    routecors: await installedSize('@routecors/fastify', here),
    'routecors, less find-my-way, which Fastify brings': await installedSize(
      '@routecors/fastify',
      here,
      new Set(['find-my-way']),
    ),
  };
  const samples = Object.entries(sizes).map(([name, bytes]) => ({ name, rounds: [bytes], bytes }));
  return tableOf('installed, with dependencies', '@fastify/cors', samples);
}

async function installedSize(
  name: string,
  from: string,
  counted = new Set<string>(),
): Promise<number> {
  if (counted.has(name)) return 0;
  counted.add(name);
  const file = await manifestOf(name, from);
  const { files, dependencies = {} } = JSON.parse(await readFile(file, 'utf8')) as Manifest;
  const directory = dirname(file);
  // In the workspace there is more beside what is published.
  const isWorkspace = !directory.includes('node_modules');
  const tops = isWorkspace ? [...(files ?? []), 'package.json', 'README.md'] : ['.'];
  let bytes = 0;
  for (const top of tops) bytes += await sizeOf(join(directory, top));
  for (const each of Object.keys(dependencies)) bytes += await installedSize(each, file, counted);
  return bytes;
}

/** `exports` may hide the manifest from `require`. */
async function manifestOf(name: string, from: string): Promise<string> {
  for (const folder of createRequire(from).resolve.paths(name) ?? []) {
    const file = join(folder, name, 'package.json');
    const found = await realpath(file).catch(() => undefined);
    if (found !== undefined) return found;
  }
  throw new Error(`${name} is not installed beside ${from}.`);
}

async function sizeOf(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.size;
  let bytes = 0;
  for (const name of await readdir(path)) {
    if (name !== 'node_modules') bytes += await sizeOf(join(path, name));
  }
  return bytes;
}
