import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, describe, expect, test } from 'vitest';

import { createOriginList, fileSource } from '../src/index.ts';
import { a, b, follow } from './support/follower.ts';

let folder: string;
let path: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
  path = join(folder, 'origins.json');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const json = JSON.stringify;

/** A list that learns of changes by watching only. */
async function openList(source = fileSource(path)) {
  const said: string[] = [];
  const log = { warn: (text: string) => said.push(text) };
  const backoff = { min: 20, max: 50 };
  const list = createOriginList({ source, log, poll: false, backoff, debounce: 5 });
  const follower = follow(list);
  const close = await list.open();
  return { list, said, follower, close };
}

const waiting = { timeout: 20_000, interval: 5 };

describe('a file that is', () => {
  test.each<[name: string, change: () => Promise<unknown>]>([
    ['written over', () => writeFile(path, json([b]))],
    [
      'replaced, as editors do it',
      async () => {
        await writeFile(`${path}~`, json([b]));
        await rename(`${path}~`, path);
      },
    ],
    [
      'removed and written again',
      async () => {
        await rm(path);
        await writeFile(path, json([b]));
      },
    ],
    [
      'replaced by a link',
      async () => {
        await writeFile(join(folder, 'other.json'), json([b]));
        await rm(path);
        await symlink('other.json', path);
      },
    ],
  ])('%s is loaded again', async (_, change) => {
    await writeFile(path, json([a]));
    const { follower, close } = await openList();
    await change();
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await writeFile(path, json([a, b]));
    await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
    await close();
  });

  test('a key of a ConfigMap changes when Kubernetes swaps the link', async () => {
    const version = async (name: string, entries: readonly string[]): Promise<void> => {
      await mkdir(join(folder, name));
      await writeFile(join(folder, name, 'origins.json'), json(entries));
      await symlink(name, join(folder, '..data_tmp'));
      await rename(join(folder, '..data_tmp'), join(folder, '..data'));
    };
    await version('..2026_1', [a]);
    await symlink(join('..data', 'origins.json'), path);
    const { follower, close } = await openList();
    await version('..2026_2', [b]);
    await rm(join(folder, '..2026_1'), { recursive: true });
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await version('..2026_3', [a, b]);
    await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
    await close();
  });

  test('a link leads elsewhere, and is watched there', async () => {
    await mkdir(join(folder, 'elsewhere'));
    const real = join(folder, 'elsewhere', 'real.json');
    await writeFile(real, json([a]));
    await symlink(real, path);
    const { follower, close } = await openList();
    await writeFile(real, json([b]));
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await close();
  });
});

describe('a file that is no list leaves the old one, and says so once', () => {
  test.each<[name: string, content: string, says: string]>([
    ['half written', '["https://a.example", "https:', 'is no JSON'],
    ['empty', '', 'is empty. Fix: write an array'],
    ['an object', '{"origins":[]}', 'holds no array'],
    [
      'too large',
      json(['https://a.example'.padEnd(2000, 'x')]),
      'are the most. Fix: raise maxBytes',
    ],
  ])('%s', async (_, content, says) => {
    await writeFile(path, json([a]));
    const { list, said, follower, close } = await openList(fileSource(path, { maxBytes: 1000 }));
    await writeFile(path, content);
    await expect.poll(() => list.status().source.failures, waiting).toBeGreaterThan(2);
    expect([said.length, follower.sets]).toEqual([1, [[a]]]);
    expect(said[0]).toContain(says);
    await writeFile(path, json([b]));
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await close();
  });

  test('gone', async () => {
    await writeFile(path, json([a]));
    const { list, follower, close } = await openList();
    await rm(path);
    await expect.poll(() => list.status().source.error, waiting).toContain('ENOENT');
    expect(follower.sets).toEqual([[a]]);
    await writeFile(path, json([b]));
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await close();
  });

  test('its folder gone, and back', async () => {
    const inner = join(folder, 'inner', 'origins.json');
    await mkdir(join(folder, 'inner'));
    await writeFile(inner, json([a]));
    const { list, follower, close } = await openList(fileSource(inner));
    await rm(join(folder, 'inner'), { recursive: true });
    await expect.poll(() => list.status().source.error, waiting).toContain('ENOENT');
    expect(follower.sets).toEqual([[a]]);
    await mkdir(join(folder, 'inner'));
    await writeFile(inner, json([b]));
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    // And is watched again.
    await writeFile(inner, json([a, b]));
    await expect.poll(() => follower.last(), waiting).toEqual([a, b]);
    await close();
  });
});

// Such files are those of Linux.
test.runIf(process.platform === 'linux').each<[name: string, make: () => string, says: string]>([
  ['a folder', () => folder, 'is no file. Fix: give the path of a JSON file.'],
  ['a device', () => '/dev/zero', 'is no file'],
  [
    'a pipe that nobody writes to',
    () => {
      execFileSync('mkfifo', [path]);
      return path;
    },
    'is no file',
  ],
  // It has no bytes when it is asked, and some when it is read, as one that grows.
  ['longer than it said', () => '/proc/self/status', 'bytes, and 100 are the most'],
])('%s keeps a server from starting', async (_, make, says) => {
  const source = fileSource(make(), { maxBytes: 100 });
  await expect(openList(source)).rejects.toThrow(says);
});

test('a large file is parsed in pieces: requests wait for less than for the whole', async () => {
  const entries = Array.from({ length: 200_000 }, (_, index) => ({
    key: `tenant-${index}`,
    origin: `https://tenant-${index}.example`,
  }));
  const text = json(entries);
  await writeFile(path, text);
  const source = fileSource(path);
  const inOne = shortest(await times(5, async () => JSON.parse(text) as unknown));
  const inPieces = shortest(
    await times(5, async () => {
      expect(await source.load(new AbortController().signal)).toHaveLength(entries.length);
    }),
  );
  console.log(
    `  a request waits ${inPieces} ms for a file of ${text.length} bytes, not ${inOne} ms`,
  );
  expect(inPieces).toBeLessThan(inOne / 2);
});

/** The longest turn of each of several runs, in milliseconds. */
async function times(count: number, work: () => Promise<unknown>): Promise<readonly number[]> {
  const longest: number[] = [];
  for (let run = 0; run < count; run += 1) {
    let isOver = false;
    let last = performance.now();
    let most = 0;
    const turn = (): void => {
      const now = performance.now();
      most = Math.max(most, now - last);
      last = now;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await work();
    isOver = true;
    turn();
    longest.push(most);
  }
  return longest;
}

/** The machine may be busy with something else, and that is not what is measured. */
const shortest = (milliseconds: readonly number[]): number => Math.round(Math.min(...milliseconds));

test('a missing file keeps a server from starting', async () => {
  await expect(openList()).rejects.toThrow('The list "origins" cannot be loaded: ENOENT');
});

test.each<[path: unknown, options: object, says: string]>([
  ['', {}, 'fileSource: path is ""'],
  [undefined, {}, 'path is undefined'],
  ['a', { maxByte: 1 }, 'there is no option "maxByte". Fix: write maxBytes'],
  ['a', { maxBytes: '1' }, 'maxBytes is "1"'],
])('options that are none: %o %o', (given, options, says) => {
  expect(() => fileSource(given as string, options)).toThrow(says);
});
