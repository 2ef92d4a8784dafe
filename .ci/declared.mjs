// A file that reaches into another package by its path needs that package among the dependencies of
// its own, however indirectly: turbo runs tests again, and builds in order, by what is declared.

import { readFile, readdir } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';

import { createSuite, root } from './harness.mjs';

const { test, report } = createSuite('declared');

/** Every package and app, with the names of all that it depends on within the workspace. */
const workspaces = [];
for (const folder of ['packages', 'apps']) {
  for (const name of (await readdir(join(root, folder))).toSorted()) {
    const directory = join(root, folder, name);
    const manifest = await readFile(join(directory, 'package.json'), 'utf8').then(JSON.parse);
    workspaces.push({ name: manifest.name, directory, manifest });
  }
}

function reachable({ manifest }, found = new Set()) {
  for (const name of Object.keys({ ...manifest.dependencies, ...manifest.devDependencies })) {
    const next = workspaces.find((workspace) => workspace.name === name);
    if (next === undefined || found.has(name)) continue;
    found.add(name);
    reachable(next, found);
  }
  return found;
}

/** What is no source: made, installed, or a project of somebody else's that tests move here. */
const skipped = new Set(['node_modules', 'dist', 'setups', '.reports', '.turbo']);

async function* sources(directory) {
  for (const entry of await readdir(directory, { withFileTypes: true })) {
    const path = join(directory, entry.name);
    if (entry.isDirectory() && !skipped.has(entry.name)) yield* sources(path);
    else if (entry.isFile() && /\.[cm]?[jt]s$/.test(entry.name)) yield path;
  }
}

/** Paths that begin with `../`, in `import`, `import()` and `new URL()`. */
const upward = /(?:from|import|import\(|new URL\()\s*['"]((?:\.\.\/)+[^'"]+)['"]/g;

for (const workspace of workspaces) {
  await test(`${workspace.name} declares the packages that its files reach into`, async () => {
    const known = reachable(workspace);
    const problems = [];
    for await (const path of sources(workspace.directory)) {
      for (const [, target] of (await readFile(path, 'utf8')).matchAll(upward)) {
        const reached = resolve(dirname(path), target) + sep;
        const other = workspaces.find(({ directory }) => reached.startsWith(directory + sep));
        if (other === undefined || other === workspace || known.has(other.name)) continue;
        problems.push(
          `${relative(root, path)} reaches into ${other.name}. Fix: add "${other.name}": "workspace:*" to the devDependencies of ${workspace.name}.`,
        );
      }
    }
    if (problems.length > 0) throw new Error(problems.join('\n'));
  });
}

await report();
