// Builds the package in the working directory, as its package.json says: each entry of `exports`,
// `imports` and `publishConfig.bin` becomes one file with its source map, and one file of types. A server that
// starts reads one file for a package, not eighty. Dependencies stay outside.

import { execFile } from 'node:child_process';
import { readFile, rm } from 'node:fs/promises';
import { join, relative, resolve } from 'node:path';
import { promisify } from 'node:util';

import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';

const source = '@routecors/source';
const declarations = join('dist', '.declarations');

const manifest = await readFile('package.json', 'utf8').then(JSON.parse);
const built = [...entries()];
if (built.length === 0) {
  throw new Error(
    `${manifest.name} has nothing to build. Fix: say in package.json what it has, in exports or publishConfig.bin.`,
  );
}

await rm('dist', { recursive: true, force: true });
await bundle('js', 'es', (entry) => entry.endsWith('.js'));
await bundle('js', 'cjs', (entry) => entry.endsWith('.cjs'));
await promisify(execFile)('tsc', ['-p', 'tsconfig.build.json', '--outDir', declarations], {
  // A package's own compiler, also where the build is not run by a package manager.
  env: { ...process.env, PATH: `${resolve('node_modules/.bin')}:${process.env.PATH}` },
}).catch((error) => {
  throw new Error(error.stdout || error.message);
});
await bundle('types', 'es', (entry) => entry.endsWith('.d.ts'));
await bundle('types', 'es', (entry) => entry.endsWith('.d.cts'));
await rm(declarations, { recursive: true });

/** What to make of what: pairs of a file in `dist` and the source that it is made of. */
function* entries() {
  for (const target of [
    ...Object.values(manifest.exports ?? {}),
    ...Object.values(manifest.imports ?? {}),
  ]) {
    yield* pairs(target[source], target);
  }
  // Not `bin` itself: a package manager would link it here, before it is built.
  for (const file of Object.values(manifest.publishConfig?.bin ?? {})) {
    yield [file, file.replace('dist', 'src').replace(/\.js$/, '.ts')];
  }
}

/** A source may depend on a condition, and what is built of it then depends on the same. */
function* pairs(from, target) {
  if (typeof from === 'object') {
    for (const condition of Object.keys(from)) yield* pairs(from[condition], target[condition]);
  } else if (typeof target === 'object') {
    for (const condition of Object.keys(target)) {
      if (condition !== source) yield* pairs(from, target[condition]);
    }
  } else yield [target, from];
}

async function bundle(kind, format, isMine) {
  const chosen = built.filter(([file]) => isMine(file));
  if (chosen.length === 0) return;
  const input = {};
  for (const [file, from] of chosen) {
    input[relative('dist', file)] = kind === 'js' ? from : inDeclarations(from);
  }
  const [extension] = /(\.d)?\.c?[jt]s$/.exec(chosen[0][0]);
  const made = await rolldown({
    input,
    platform: 'neutral',
    // Helpers of the compiler, as for decorators, are no dependency.
    external: (id) => /^[^./\0]/.test(id) && !id.startsWith('@oxc-project/runtime/'),
    tsconfig: 'tsconfig.json',
    plugins: kind === 'js' ? [] : [dts({ dtsInput: true, tsconfig: false })],
    onLog: (level, log) => {
      throw new Error(`${level}: ${log.message}`);
    },
  });
  await made.write({
    dir: 'dist',
    format,
    exports: 'named',
    esModule: true,
    // Where `require` is wanted, as in jest, `import()` does not work.
    dynamicImportInCjs: false,
    sourcemap: kind === 'js',
    // The sources are in the package.
    sourcemapExcludeSources: true,
    entryFileNames: '[name]',
    chunkFileNames: `[name]${extension}`,
  });
  await made.close();
}

function inDeclarations(from) {
  return resolve(declarations, relative('src', from).replace(/\.ts$/, '.d.ts'));
}
