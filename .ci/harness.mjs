// What the suites share that use the packages as a stranger would.

import { execFile } from 'node:child_process';
import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export const root = join(import.meta.dirname, '..');

/** The manifests of all packages that are published, each with its directory. */
export async function publicPackages() {
  const packages = [];
  for (const folder of (await readdir(join(root, 'packages'))).toSorted()) {
    const directory = join(root, 'packages', folder);
    const manifest = await readFile(join(directory, 'package.json'), 'utf8').then(JSON.parse);
    if (!manifest.private) packages.push({ ...manifest, directory });
  }
  return packages;
}

/** Runs a program, and returns what it prints. What it prints when it fails is the error. */
export async function run(cwd, command, ...args) {
  try {
    return (await promisify(execFile)(command, args, { cwd })).stdout;
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message, { cause: error });
  }
}

/** Installs a manifest with npm. No script of a package runs. */
export async function npmInstall(directory, manifest) {
  await writeFile(join(directory, 'package.json'), JSON.stringify({ ...manifest, private: true }));
  await run(directory, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund');
}

/** Counts tests. `report` writes the sum where the other suites write theirs. */
export function createSuite(name) {
  const count = { passed: 0, failed: 0 };
  return {
    test: async (title, body) => {
      try {
        await body();
        count.passed += 1;
        console.log(`✓ ${title}`);
      } catch (error) {
        count.failed += 1;
        console.log(`✗ ${title}\n${error.message.replaceAll(/^/gm, '    ')}`);
      }
    },
    report: async () => {
      await mkdir(join(root, '.reports'), { recursive: true });
      await writeFile(
        join(root, '.reports', `${name}.json`),
        JSON.stringify({ numPassedTests: count.passed, numFailedTests: count.failed }),
      );
      console.log(`${count.passed} passed, ${count.failed} failed`);
      process.exitCode = count.failed === 0 ? 0 : 1;
    },
  };
}
