import { spawn, spawnSync } from 'node:child_process';
import { closeSync, existsSync, openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { type RawServer, listen } from './raw-server.ts';
import { from } from './routecors.ts';

const node = [
  '--conditions=@routecors/source',
  `--import=${import.meta.resolve('tsx')}`,
  new URL('../src/main.ts', import.meta.url).pathname,
];

let server: RawServer;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
  server = await listen((socket) =>
    socket.end(
      `HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: *\r\nX-Long: ${'x'.repeat(200_000)}\r\nConnection: close\r\n\r\n`,
    ),
  );
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

/** A process of its own, whose stdout is closed after some bytes. */
function routecors(
  args: readonly string[],
  limit: number,
): Promise<{ status: number | null; length: number; err: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...node, ...args]);
    let length = 0;
    let err = '';
    child.stdout.on('data', (chunk: Buffer) => {
      length += chunk.length;
      if (length >= limit) child.stdout.destroy();
    });
    child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
    child.once('close', (status) => resolve({ status, length, err }));
  });
}

test('much JSON arrives whole', async () => {
  const args = ['check', server.url, ...from, '--json'];
  const { status, length, err } = await routecors(args, Number.POSITIVE_INFINITY);
  expect([status, err]).toEqual([0, '']);
  expect(length).toBeGreaterThan(200_000);
}, 30_000);

test('a reader that leaves, as head does, is no error', async () => {
  const { err } = await routecors(['check', server.url, ...from, '--json'], 1);
  expect(err).toBe('');
}, 30_000);

test.runIf(existsSync('/dev/full'))(
  'a full disk is: status 2',
  () => {
    const full = openSync('/dev/full', 'w');
    const { status, stderr } = spawnSync(process.execPath, [...node, 'check', '--help'], {
      stdio: ['ignore', full, 'pipe'],
      encoding: 'utf8',
    });
    closeSync(full);
    expect(status).toBe(2);
    expect(stderr).toContain('The output could not be written');
  },
  30_000,
);

test('a module that keeps running does not keep lint', async () => {
  const file = join(folder, 'busy.mjs');
  await writeFile(file, "setInterval(() => {}, 1_000); export default { origin: '*' };");
  expect(await routecors(['lint', file], Number.POSITIVE_INFINITY)).toMatchObject({ status: 0 });
}, 30_000);

test('suggest - reads a log from the input, in pieces as they come', () => {
  const cors = {
    route: 'GET /',
    origin: 'https://app.example',
    reason: 'cors-off',
    isShadow: true,
  };
  const { status, stdout } = spawnSync(process.execPath, [...node, 'suggest', '-', '--json'], {
    input: `${JSON.stringify({ cors })}\n`.repeat(20_000),
    encoding: 'utf8',
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ used: [{ origin: cors.origin, count: 20_000 }] });
}, 30_000);

/** Says at the end whether the parser, a library of the system's own kind, was loaded. */
const tellParser = `data:text/javascript,${encodeURIComponent(
  `process.on('exit', () => {
    const { sharedObjects } = process.report.getReport();
    process.stderr.write('loaded: ' + sharedObjects.some((path) => /oxc-parser/.test(path)));
  });`,
)}`;
test.each([
  [['--version'], false],
  [['lint', 'package.json'], false],
  [['explain', 'origin-true'], false],
  [['migrate', '--help'], true],
])(
  '%s: whether the parser is loaded: %s',
  (args, isLoaded) => {
    const { stderr } = spawnSync(process.execPath, [`--import=${tellParser}`, ...node, ...args], {
      encoding: 'utf8',
    });
    expect(stderr).toContain(`loaded: ${isLoaded}`);
  },
  30_000,
);

/** As after `npm install --omit=optional`. */
const withoutParser = `data:text/javascript,${encodeURIComponent(
  `import { register } from 'node:module';
  register('data:text/javascript,' + encodeURIComponent(\`
    export async function resolve(specifier, context, next) {
      if (specifier === 'oxc-parser') throw new Error('Cannot find package oxc-parser');
      return next(specifier, context);
    }
  \`));`,
)}`;
test('without the optional parser migrate says what to install, and all else works', () => {
  const run = (...args: string[]): { readonly status: number | null; readonly stderr: string } => {
    const { status, stderr } = spawnSync(
      process.execPath,
      [`--import=${withoutParser}`, ...node, ...args],
      { encoding: 'utf8' },
    );
    return { status, stderr };
  };
  const migrate = run('migrate');
  expect(migrate.status).toBe(2);
  expect(migrate.stderr).toContain('npm install --no-save oxc-parser magic-string diff');
  expect(run('explain', 'origin-true')).toEqual({ status: 0, stderr: '' });
}, 30_000);
