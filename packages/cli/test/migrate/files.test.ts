import { execFileSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { writeFiles } from '../../src/migrate/write-files.ts';
import { routecors } from '../routecors.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterEach(() => rm(folder, { recursive: true }));

const source = "import cors from '@fastify/cors';\napp.register(cors, { origin: '*' });\n";
const moved =
  "import cors from '@routecors/fastify';\napp.register(cors, { origin: '*', methods: ['GET', 'HEAD', 'POST'] });\n";
const manifest = '{ "dependencies": { "@fastify/cors": "^11.0.0" } }\n';

async function put(name: string, text: string | Buffer): Promise<string> {
  const path = join(folder, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
  return path;
}

const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8');

test('without --write nothing is written, and git applies the diff', async () => {
  await put('src/a.ts', source);
  await put('package.json', manifest);
  const { status, out } = await routecors('migrate', folder);
  expect(status).toBe(0);
  expect(await read('src/a.ts')).toBe(source);
  expect(out).toContain('Add --write to write.');
  const [diff = ''] = out.split('\n2 files would change');
  execFileSync('git', ['apply', '-'], { cwd: folder, input: `${diff.trimEnd()}\n` });
  expect(await read('src/a.ts')).toBe(moved);
  expect(await read('package.json')).toContain('"@routecors/fastify"');
});

describe('what is left alone', () => {
  test.each(['node_modules/x/a.js', 'dist/a.js', '.git/a.js', 'a.d.ts', 'a.txt'])(
    '%s',
    async (name) => {
      await put(name, source);
      const { status, out } = await routecors('migrate', folder, '--write');
      expect([status, out]).toEqual([0, expect.stringContaining('Nothing to migrate')]);
      expect(await read(name)).toBe(source);
    },
  );

  test('what a symbolic link points to, and PATH that is one', async () => {
    const outside = await put('outside/a.ts', source);
    await mkdir(join(folder, 'inside'));
    await symlink(outside, join(folder, 'inside/a.ts'));
    await symlink(join(folder, 'outside'), join(folder, 'inside/folder'));
    expect((await routecors('migrate', join(folder, 'inside'), '--write')).out).toContain(
      'Nothing to migrate',
    );
    expect(await read('outside/a.ts')).toBe(source);
    const { status, err } = await routecors('migrate', join(folder, 'inside/folder'), '--write');
    expect([status, err]).toEqual([2, expect.stringContaining('is a symbolic link')]);
    expect(await read('outside/a.ts')).toBe(source);
  });

  test('a package.json and a module outside PATH', async () => {
    await put('package.json', manifest);
    await put('src/a.ts', source);
    const { status, out } = await routecors('migrate', join(folder, 'src'), '--write');
    expect(status).toBe(0);
    expect(out).toContain('npm install @routecors/fastify && npm uninstall @fastify/cors');
    expect(await read('package.json')).toBe(manifest);
    expect(await read('src/a.ts')).toBe(moved);
  });

  test('all but the one file that PATH names', async () => {
    const path = await put('a.ts', source);
    await put('package.json', manifest);
    expect((await routecors('migrate', path, '--write')).status).toBe(0);
    expect([await read('a.ts'), await read('package.json')]).toEqual([moved, manifest]);
  });
});

test('a file with a syntax error is named, and the others go on', async () => {
  await put('bad.ts', "import cors from '@fastify/cors';\nconst a = ;\n");
  await put('binary.js', Buffer.from([0x63, 0x6f, 0x72, 0x73, 0xff]));
  await put('good.ts', source);
  const { status, out } = await routecors('migrate', folder, '--write', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({
    written: true,
    changes: [{ file: 'good.ts', diff: expect.stringContaining('+++ b/good.ts') as string }],
    troubles: [
      { file: 'bad.ts', line: 2, column: 11 },
      { file: 'binary.js', message: 'it is no UTF-8' },
    ],
  });
  expect(await read('good.ts')).toBe(moved);
});

test('a file keeps its mode', async () => {
  const path = await put('a.mjs', `#!/usr/bin/env node\n${source}`);
  await chmod(path, 0o754);
  expect((await routecors('migrate', folder, '--write')).status).toBe(0);
  expect((await stat(path)).mode & 0o777).toBe(0o754);
  expect(await read('a.mjs')).toBe(`#!/usr/bin/env node\n${moved}`);
});

test('what has changed since it was read is not written over, and nothing else is written', async () => {
  await put('a.ts', 'one');
  await put('b.ts', 'changed');
  const changes = [
    { file: 'a.ts', before: 'one', after: 'two' },
    { file: 'b.ts', before: 'one', after: 'two' },
  ];
  await expect(writeFiles(folder, changes)).rejects.toThrow('b.ts was changed meanwhile');
  expect([await read('a.ts'), await read('b.ts')]).toEqual(['one', 'changed']);
  await rm(join(folder, 'b.ts'));
  await symlink(join(folder, 'a.ts'), join(folder, 'b.ts'));
  await expect(writeFiles(folder, changes)).rejects.toThrow('b.ts cannot be written');
  expect(await read('a.ts')).toBe('one');
});

test('a large file takes seconds, not minutes', async () => {
  const line = 'use(cors, a, b, c);\n';
  await put('large.js', `${source}${line.repeat(90_000)}`);
  const start = performance.now();
  const { status } = await routecors('migrate', folder);
  expect(status).toBe(1);
  expect(performance.now() - start).toBeLessThan(20_000);
}, 60_000);

const nested = [
  ['brackets', `${'('.repeat(50_000)}1${')'.repeat(50_000)}`],
  ['sums', `a${' + a'.repeat(20_000)}`],
] as const;
test.each(nested)('a program of %s beyond reason is left alone', async (_name, text) => {
  await put('deep.js', `// cors\nconst a = ${text};\n`);
  await put('good.ts', source);
  const { status } = await routecors('migrate', folder, '--write');
  expect(status).toBe(1);
  expect(await read('good.ts')).toBe(moved);
});

const ranges = [
  ['^11.0.0', "['GET', 'HEAD', 'POST']"],
  ['~10.1.0', "['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']"],
  ['9', "['GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE']"],
  ['catalog:', "['GET', 'HEAD', 'POST']"],
] as const;
test.each(ranges)('@fastify/cors %s grants %s', async (range, methods) => {
  await put('a.ts', source);
  await put('package.json', `{"dependencies":{"@fastify/cors":"${range}"}}`);
  const { out } = await routecors('migrate', folder, '--write');
  expect(await read('a.ts')).toContain(`methods: ${methods}`);
  // Where the version says nothing, that is said.
  expect(out.includes('[default-methods]')).toBe(range === 'catalog:');
});

const manifests = [
  ['sorted', '{"dependencies":{"@fastify/cors":"1","zod":"3"}}', /"@routecors\/fastify":.*"zod"/s],
  ['not sorted', '{"dependencies":{"zod":"3","@fastify/cors":"1"}}', /"zod".*"@routecors/s],
  ['for development', '{"devDependencies":{"@fastify/cors":"1"}}', /"devDependencies":\{"@rout/],
  ['without it', '{"name":"x"}', /"dependencies": \{ "@routecors\/fastify"/],
  ['empty', '{}', /^\{"dependencies": \{ "@routecors\/fastify": "[^"]+" \}\}$/],
] as const;
test.each(manifests)('a package.json %s', async (_name, before, after) => {
  await put('a.ts', source);
  await put('package.json', before);
  expect((await routecors('migrate', folder, '--write')).status).toBe(0);
  const text = await read('package.json');
  expect(text).toMatch(after);
  expect(text).not.toContain('@fastify/cors');
  expect(() => JSON.parse(text) as unknown).not.toThrow();
});

test('a package.json that is no JSON is left alone, and what to install is said', async () => {
  await put('a.ts', source);
  await put('package.json', '{');
  expect((await routecors('migrate', folder, '--write')).out).toContain('npm install @routecors');
  expect(await read('package.json')).toBe('{');
});
