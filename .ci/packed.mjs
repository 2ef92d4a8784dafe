// Packs every public package as it would be published and uses the tarballs as a stranger would:
// from ESM and from CommonJS, under each supported TypeScript. Needs a build and the npm registry.
// A new package needs no change here.

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const typescripts = ['5.9', '6.0', '7.0'];
const root = join(import.meta.dirname, '..');
const consumer = await mkdtemp(join(tmpdir(), 'routecors-packed-'));
const count = { passed: 0, failed: 0 };

try {
  const packages = await publicPackages();
  for (const { name, directory, exports } of packages) {
    await test(`${name}: the tarball holds what it should`, () => checkFiles(directory));
    await test(`${name}: publint`, () => run(root, 'publint', 'run', tarball(name), '--strict'));
    // A package of commands has nothing to import.
    if (exports !== undefined) {
      await test(`${name}: are the types wrong?`, () =>
        run(root, 'attw', tarball(name), '--profile', 'esm-only', '--no-emoji'));
    }
  }

  await test('npm installs the tarballs', () => install(packages));
  for (const entry of packages.flatMap(entries)) {
    await test(`${entry}: import`, () => node(`await import('${entry}')`));
    // CommonJS has to get the very same exports, or `instanceof` and module state fall apart.
    await test(`${entry}: require`, () =>
      node(`
        const required = createRequire(import.meta.url)('${entry}');
        const imported = await import('${entry}');
        for (const [name, value] of Object.entries(imported)) {
          if (required[name] !== value) throw new Error('two copies of ' + name);
        }
      `));
  }
  for (const command of packages.flatMap(commands)) {
    await test(`${command} --help`, () =>
      run(consumer, join('node_modules', '.bin', command), '--help'));
  }
  for (const typescript of typescripts) {
    for (const extension of ['mts', 'cts']) {
      await test(`types in a .${extension} under TypeScript ${typescript}`, () =>
        typecheck(typescript, extension, packages.flatMap(entries)));
    }
  }
} finally {
  await rm(consumer, { recursive: true, force: true });
}

await mkdir(join(root, '.reports'), { recursive: true });
await writeFile(
  join(root, '.reports', 'packed.json'),
  JSON.stringify({ numPassedTests: count.passed, numFailedTests: count.failed }),
);
console.log(`${count.passed} passed, ${count.failed} failed`);
process.exitCode = count.failed === 0 ? 0 : 1;

async function publicPackages() {
  const packages = [];
  for (const folder of (await readdir(join(root, 'packages'))).toSorted()) {
    const directory = join(root, 'packages', folder);
    const manifest = await readFile(join(directory, 'package.json'), 'utf8').then(JSON.parse);
    if (!manifest.private) packages.push({ ...manifest, directory });
  }
  return packages;
}

/** The specifiers that a user may import. */
function entries({ name, exports = {} }) {
  return Object.keys(exports)
    .filter((path) => path !== './package.json')
    .map((path) => join(name, path));
}

function commands({ bin = {} }) {
  return Object.keys(bin);
}

function tarball(name) {
  return join(consumer, `${name.replace('@', '').replace('/', '-')}.tgz`);
}

async function checkFiles(directory) {
  const packed = JSON.parse(
    await run(directory, 'pnpm', 'pack', '--json', '--out', join(consumer, '%s.tgz')),
  );
  const paths = new Set(packed.files.map(({ path }) => path));
  // tsc never deletes: the output of a source file that was removed stays in dist.
  const stale = [...paths].filter(
    (path) => /^dist\/.*\.js$/.test(path) && !paths.has(path.replace(/^dist(.*)\.js$/, 'src$1.ts')),
  );
  if (!paths.has('README.md')) throw new Error('no README.md, the page on npm would be empty');
  if (stale.length > 0) throw new Error(`without a source: ${stale.join(', ')}`);
}

async function install(packages) {
  const dependencies = {
    '@types/node': '20',
    ...Object.fromEntries(typescripts.map((v) => [`typescript-${v}`, `npm:typescript@~${v}.0`])),
  };
  for (const { name } of packages) dependencies[name] = `file:${tarball(name)}`;
  await writeFile(
    join(consumer, 'package.json'),
    JSON.stringify({ private: true, type: 'module', dependencies }),
  );
  await run(consumer, 'npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund');
}

function node(code) {
  const source = `import { createRequire } from 'node:module'; ${code}`;
  return run(consumer, process.execPath, '--input-type=module', '--eval', source);
}

async function typecheck(typescript, extension, specifiers) {
  const source = specifiers.map((specifier, index) =>
    extension === 'mts'
      ? `import * as entry${index} from '${specifier}'; void entry${index};`
      : `import entry${index} = require('${specifier}'); void entry${index};`,
  );
  await writeFile(join(consumer, `consumer.${extension}`), source.join('\n'));
  const options = ['--strict', '--noEmit', '--module', 'nodenext', '--types', 'node'];
  const tsc = join('node_modules', `typescript-${typescript}`, 'bin', 'tsc');
  await run(consumer, process.execPath, tsc, ...options, `consumer.${extension}`);
}

async function run(cwd, command, ...args) {
  try {
    return (await promisify(execFile)(command, args, { cwd })).stdout;
  } catch (error) {
    throw new Error(`${error.stdout}${error.stderr}`.trim() || error.message, { cause: error });
  }
}

async function test(name, body) {
  try {
    await body();
    count.passed += 1;
    console.log(`✓ ${name}`);
  } catch (error) {
    count.failed += 1;
    console.log(`✗ ${name}\n${error.message.replaceAll(/^/gm, '    ')}`);
  }
}
