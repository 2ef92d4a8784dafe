// Packs every public package as it would be published and uses the tarballs as a stranger would:
// from ESM and from CommonJS, under each supported TypeScript, and in Nest 11 with jest as `nest new`
// sets it up. Needs a build and the npm registry. A new package needs no change here.

import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { createSuite, npmInstall, publicPackages, root, run } from './harness.mjs';

/** Under each of them, a file of each kind has to compile. */
const typescripts = [
  { version: '5.4', settings: ['commonjs', 'node16'] },
  { version: '5.6', settings: ['node16'] },
  { version: '5.9', settings: ['commonjs', 'nodenext'] },
  { version: '6.0', settings: ['nodenext'] },
  { version: '7.0', settings: ['nodenext', 'bundler'] },
];
/** Compiler options, and the extensions that they are tried with. */
const settings = {
  // What projects have that set nothing: the resolution that knows no `exports`.
  commonjs: { options: ['--module', 'commonjs', '--moduleResolution', 'node'], extensions: ['ts'] },
  node16: { options: ['--module', 'node16'], extensions: ['mts', 'cts'] },
  nodenext: { options: ['--module', 'nodenext'], extensions: ['mts', 'cts'] },
  bundler: {
    options: ['--module', 'esnext', '--moduleResolution', 'bundler'],
    extensions: ['mts'],
    // The types of vitest itself want this much.
    files: ['matchers.test.ts'],
  },
};
const jests = ['29', '30'];
/** What works inside a test runner only, which has a test of its own. */
const inRunners = new Set(['./vitest', './jest', './jest-globals']);
const consumer = await mkdtemp(join(tmpdir(), 'routecors-packed-'));
const { test, report } = createSuite('packed');

try {
  const packages = await publicPackages();
  for (const { name, directory, exports } of packages) {
    await test(`${name}: the tarball holds what it should`, () => checkFiles(directory));
    await test(`${name}: publint`, () => run(root, 'publint', 'run', tarball(name), '--strict'));
    // A package of commands has nothing to import.
    if (exports !== undefined) {
      await test(`${name}: are the types wrong?`, () =>
        run(root, 'attw', tarball(name), '--no-emoji'));
    }
  }

  await test('npm installs the tarballs', () => install(packages));
  for (const entry of packages.flatMap(entries)) {
    await test(`${entry}: import`, () => node(`await import('${entry}')`));
    await test(`${entry}: require`, () =>
      node(`
        const required = createRequire(import.meta.url)('${entry}');
        const imported = await import('${entry}');
        // Node itself loads one copy for both.
        for (const [name, value] of Object.entries(imported)) {
          if (required[name] !== value) throw new Error('two copies of ' + name);
        }
      `));
  }
  // Everybody else that requires, such as jest, gets the other file, which may end up beside the first.
  for (const [entry, file] of packages.flatMap(requiredFiles)) {
    await test(`${entry}: the file for CommonJS has the same exports`, () =>
      node(`
        const names = (exports) => Object.keys(exports).filter((name) => name !== 'module.exports').toSorted().join();
        const required = names(createRequire(import.meta.url)('./${join('node_modules', file)}'));
        const imported = names(await import('${entry}'));
        if (required !== imported) throw new Error(required + ' is not ' + imported);
      `));
  }
  await test('vitest has the matchers by one import', () =>
    run(consumer, join('node_modules', '.bin', 'vitest'), 'run', 'matchers.test.ts'));
  await test('what few policies need is loaded when one does', () =>
    run(consumer, process.execPath, 'lazy.mjs'));
  await test('two copies of one package know what the other has done', () =>
    run(consumer, process.execPath, 'two-copies.mjs'));
  for (const command of packages.flatMap(commands)) {
    await test(`${command} --help`, () =>
      run(consumer, join('node_modules', '.bin', command), '--help'));
  }
  for (const { version, settings: names } of typescripts) {
    for (const name of names) {
      for (const extension of settings[name].extensions) {
        await test(`types under TypeScript ${version}, ${name}, in a .${extension}`, () =>
          typecheck(version, settings[name], extension, packages.flatMap(entries)));
      }
    }
  }
  for (const jest of jests) {
    const directory = join(consumer, `jest-${jest}`);
    await test(`Nest 11 with jest ${jest}: npm installs the tarballs`, () =>
      installNest(directory, jest, packages));
    for (const name of ['nodenext', 'commonjs']) {
      await test(`Nest 11 with jest ${jest}, ts-jest and ${name}`, () => runJest(directory, name));
    }
  }
} finally {
  await rm(consumer, { recursive: true, force: true });
}

await report();

/** The specifiers that a user may import. */
function entries({ name, exports = {} }) {
  return Object.keys(exports)
    .filter((path) => path !== './package.json' && !inRunners.has(path))
    .map((path) => join(name, path));
}

/** What `require` leads to where no other condition fits, as in jest. */
function requiredFiles({ name, exports = {} }) {
  return Object.entries(exports).flatMap(([path, { require }]) =>
    require === undefined || inRunners.has(path)
      ? []
      : [[join(name, path), join(name, require.default)]],
  );
}

function commands({ publishConfig: { bin = {} } }) {
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
  if (!paths.has('README.md')) throw new Error('no README.md, the page on npm would be empty');
  const maps = packed.files.filter(({ path }) => path.endsWith('.map'));
  for (const { path } of maps) {
    const { sources } = await readFile(join(directory, path), 'utf8').then(JSON.parse);
    const missing = sources.filter((source) => !paths.has(join(dirname(path), source)));
    if (missing.length > 0) throw new Error(`${path} leads to no source: ${missing.join(', ')}`);
  }
  await checkReadme(directory);
}

/** On npm's page, a link to a neighbour in the repository is dead, and there is no workspace to run. */
async function checkReadme(directory) {
  const readme = await readFile(join(directory, 'README.md'), 'utf8');
  const links = [...readme.matchAll(/\]\(([^)]*)\)/g)].map(([, target]) => target);
  const dead = links.filter((target) => !/^(?:https:|#)/.test(target));
  if (dead.length > 0) throw new Error(`README.md links to ${dead.join(', ')}`);
  const command = /pnpm[^`\n]*(?:--filter|lint|start)[^`\n]*/.exec(readme);
  if (command) throw new Error(`README.md tells strangers to run ${command[0]}`);
}

async function install(packages) {
  const dependencies = {
    '@types/node': '20',
    '@nestjs/platform-express': '12',
    '@opentelemetry/api': '1',
    fastify: '5',
    vitest: '4',
    ...Object.fromEntries(
      typescripts.map(({ version }) => [`typescript-${version}`, `npm:typescript@~${version}.0`]),
    ),
  };
  await cp(join(import.meta.dirname, 'packed'), consumer, { recursive: true });
  await npmInstall(consumer, {
    type: 'module',
    dependencies: { ...dependencies, ...tarballs(packages) },
  });
}

async function installNest(directory, jest, packages) {
  const dependencies = {
    '@types/jest': jest,
    '@types/node': '20',
    jest,
    'reflect-metadata': '0.2',
    rxjs: '7',
    // The first that knows jest 30.
    'ts-jest': '^29.4.0',
    typescript: '~5.9.0',
  };
  for (const name of ['common', 'core', 'platform-express', 'platform-fastify', 'testing']) {
    dependencies[`@nestjs/${name}`] = '11';
  }
  await cp(join(import.meta.dirname, 'packed', 'jest'), directory, { recursive: true });
  await npmInstall(directory, { dependencies: { ...dependencies, ...tarballs(packages) } });
}

function tarballs(packages) {
  return Object.fromEntries(packages.map(({ name }) => [name, `file:${tarball(name)}`]));
}

async function runJest(directory, name) {
  await cp(join(directory, `tsconfig.${name}.json`), join(directory, 'tsconfig.json'));
  await run(directory, join('node_modules', '.bin', 'jest'), '--config', 'jest.config.json');
}

function node(code) {
  const source = `import { createRequire } from 'node:module'; ${code}`;
  return run(consumer, process.execPath, '--input-type=module', '--eval', source);
}

async function typecheck(version, { options, files: more = [] }, extension, specifiers) {
  const isCommonJs = extension === 'cts';
  const everything = specifiers.map((specifier, index) =>
    isCommonJs
      ? `import entry${index} = require('${specifier}'); void entry${index};`
      : `import * as entry${index} from '${specifier}'; void entry${index};`,
  );
  await writeFile(join(consumer, `everything.${extension}`), everything.join('\n'));
  // And as a program that uses what the types promise, augmentations of Fastify among them.
  await cp(join(consumer, 'consumer.ts'), join(consumer, `consumer-as.${extension}`));
  const tsc = join('node_modules', `typescript-${version}`, 'bin', 'tsc');
  const flags = [
    '--strict',
    '--noEmit',
    '--skipLibCheck',
    '--esModuleInterop',
    '--target',
    'es2022',
  ];
  const files = [`everything.${extension}`, `consumer-as.${extension}`, ...more];
  await run(consumer, process.execPath, tsc, ...flags, '--types', 'node', ...options, ...files);
}
