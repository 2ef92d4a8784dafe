import { mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { createOriginList } from '../src/index.ts';
import { fakeSource } from './support/fake-source.ts';
import { a, b, follow } from './support/follower.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterEach(() => rm(folder, { recursive: true }));

const listOf = (source: ReturnType<typeof fakeSource>, snapshot: string) => {
  const said: string[] = [];
  const log = { warn: (text: string) => said.push(text), info: (text: string) => said.push(text) };
  const list = createOriginList({
    source,
    snapshot,
    log,
    debounce: 0,
    backoff: { min: 1, max: 5 },
  });
  return { list, said, follower: follow(list) };
};

test('a process starts from the snapshot while the store is down, and follows it when it is back', async () => {
  const path = join(folder, 'deep', 'tenants.json');
  const entries = [a, { key: 'acme', origin: b }];
  const before = listOf(fakeSource(entries), path);
  await (
    await before.list.open()
  )();
  expect(await readdir(join(folder, 'deep'))).toEqual(['tenants.json']);
  // It may tell who the customers are.
  expect((await stat(path)).mode & 0o777).toBe(0o600);

  const source = fakeSource(new Error('down'));
  const { list, said, follower } = listOf(source, path);
  const close = await list.open();
  expect(follower.last()).toEqual(entries);
  const { savedAt } = JSON.parse(await readFile(path, 'utf8')) as { savedAt: string };
  expect(list.status()).toMatchObject({
    from: 'snapshot',
    loadedAt: savedAt,
    version: 1,
    size: 2,
    source: { state: 'failing', error: 'down' },
  });
  expect(said).toEqual([expect.stringContaining(`(snapshot, ${savedAt}): down`)]);
  source.give = [b];
  source.tell();
  await expect.poll(() => follower.last()).toEqual([b]);
  expect(list.status().from).toBe('source');
  await close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ entries: [b] });
});

test('a large list is saved whole, and only the last of many', async () => {
  const path = join(folder, 'many.json');
  const source = fakeSource([]);
  const { list, follower } = listOf(source, path);
  const close = await list.open();
  for (let size = 2490; size <= 2500; size += 1) {
    const last = `https://t${size - 1}.example`;
    source.give = Array.from({ length: size }, (_, index) => `https://t${index}.example`);
    source.tell();
    await expect.poll(() => follower.last()?.at(-1)).toBe(last);
  }
  await close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ entries: source.give });
  expect(await readdir(folder)).toEqual(['many.json']);
});

test.each<[name: string, content: string | undefined]>([
  ['is missing', undefined],
  ['is half written', '{"savedAt":"2026-01-01T00:00:00.000Z","entries":["https://a.exam'],
  ['is something else', '["https://a.example"]'],
  ['has no date', '{"savedAt":"yesterday","entries":["https://a.example"]}'],
])('a server does not start where the snapshot %s as well', async (_, content) => {
  const path = join(folder, 'tenants.json');
  if (content !== undefined) await writeFile(path, content);
  const { list } = listOf(fakeSource(new Error('down')), path);
  await expect(list.open()).rejects.toThrow(
    /^The list "fake" cannot be loaded: down Nor is there a snapshot: .*(?:ENOENT|JSON|no snapshot of a list)/,
  );
});

test('a snapshot that cannot be written is said once, changes nothing for requests, and is tried again', async () => {
  const path = join(folder, 'file', 'tenants.json');
  await writeFile(join(folder, 'file'), '');
  const source = fakeSource([a]);
  const { list, said, follower } = listOf(source, path);
  const close = await list.open();
  source.give = [b];
  source.tell();
  await expect.poll(() => follower.last()).toEqual([b]);
  await expect
    .poll(() => said)
    .toEqual([expect.stringContaining(`The list "fake" cannot be saved to ${path}: `)]);
  await rm(join(folder, 'file'));
  // What is in force is the same, and the file is not.
  source.tell();
  await expect.poll(() => said[1]).toBe('The list "fake" is saved again.');
  await close();
  expect(JSON.parse(await readFile(path, 'utf8'))).toMatchObject({ entries: [b] });
});

test('two lists of one path, as while a reload makes one anew, leave a whole file', async () => {
  const path = join(folder, 'tenants.json');
  const entriesOf = (name: string): readonly string[] =>
    Array.from({ length: 20_000 }, (_, index) => `https://${name}-${index}.example`);
  const lists = ['one', 'other'].map((name) => listOf(fakeSource(entriesOf(name)), path));
  const closes = await Promise.all(lists.map(({ list }) => list.open()));
  await Promise.all(closes.map((close) => close()));
  const { entries } = JSON.parse(await readFile(path, 'utf8')) as { entries: readonly string[] };
  expect(entries).toEqual(entriesOf(entries[0]?.startsWith('https://one-') ? 'one' : 'other'));
  expect(lists.flatMap(({ said }) => said)).toEqual([]);
  expect(await readdir(folder)).toEqual(['tenants.json']);
});
