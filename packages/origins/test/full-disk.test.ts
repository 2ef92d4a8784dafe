import { readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

import { afterAll, describe, expect, test } from 'vitest';

import { createOriginList, fileSource } from '../src/index.ts';
import { fakeSource } from './support/fake-source.ts';
import { a, b, follow } from './support/follower.ts';
import { mountSmallDisk } from './support/small-disk.ts';

/** Such a disk is filled by the page. */
const [pageSize, pages] = [4096, 64];
const disk = mountSmallDisk(pages * pageSize);
afterAll(() => disk?.remove());

const waiting = { timeout: 20_000, interval: 5 };
const origins = (count: number): readonly string[] =>
  Array.from({ length: count }, (_, index) => `https://tenant-${index}.example`);

describe.skipIf(disk === undefined)('a disk that is full', () => {
  const folder = disk?.folder ?? '';
  const ballast = join(folder, 'ballast');

  /** Leaves so many pages free beside a file of one page. */
  const fill = (free: number): Promise<void> =>
    writeFile(ballast, Buffer.alloc((pages - 1 - free) * pageSize));

  test.each<[name: string, free: number, entries: readonly string[]]>([
    ['at once', 0, [b]],
    ['within the first entries', 1, origins(500)],
    ['between two pieces', 8, origins(2_000)],
    // Of the last four bytes it takes two, and says so by a number.
    ['at the very end', 1, entriesUpTo(pageSize - 2)],
  ])(
    'leaves the snapshot as it was, and is written once there is room: %s',
    async (_, free, entries) => {
      const path = join(folder, 'list.json');
      const said: string[] = [];
      const log = {
        warn: (text: string) => said.push(text),
        info: (text: string) => said.push(text),
      };
      const source = fakeSource([a]);
      const list = createOriginList({ source, snapshot: path, log, debounce: 0, poll: 10 });
      const follower = follow(list);
      const close = await list.open();
      const saved = async (): Promise<unknown> =>
        (JSON.parse(await readFile(path, 'utf8')) as { entries: unknown }).entries;
      await expect.poll(saved, waiting).toEqual([a]);
      await fill(free);

      source.give = entries;
      source.tell();
      await expect.poll(() => said[0], waiting).toContain('ENOSPC');
      // Requests notice nothing, and the old file is whole.
      expect(follower.last()).toEqual(entries);
      expect(await saved()).toEqual([a]);

      await rm(ballast);
      await expect.poll(saved, waiting).toEqual(entries);
      await close();
      expect(said.slice(1)).toEqual(['The list "fake" is saved again.']);
      expect(await readdir(folder)).toEqual(['list.json']);
      await rm(path);
    },
  );

  test('under a file source leaves its last good entries, until the file is whole', async () => {
    const path = join(folder, 'origins.json');
    await writeFile(path, JSON.stringify([a]));
    const said: string[] = [];
    const log = { warn: (text: string) => said.push(text) };
    const backoff = { min: 5, max: 20 };
    const list = createOriginList({ source: fileSource(path), log, poll: false, backoff });
    const follower = follow(list);
    const close = await list.open();
    await fill(0);
    // The page that it has is all that it gets.
    await expect(writeFile(path, JSON.stringify(origins(1_000)))).rejects.toThrow('ENOSPC');
    await expect.poll(() => list.status().source.failures, waiting).toBeGreaterThan(2);
    expect([said.length, follower.sets]).toEqual([1, [[a]]]);
    await rm(ballast);
    await writeFile(path, JSON.stringify([b]));
    await expect.poll(() => follower.last(), waiting).toEqual([b]);
    await close();
    await rm(path);
  });
});

/** Entries whose snapshot is so many bytes long, less its end. */
function entriesUpTo(bytes: number): readonly string[] {
  const head = `{"savedAt":"${new Date(0).toISOString()}","entries":[\n`;
  const entries = [...origins(100)];
  const length = head.length + entries.map((entry) => JSON.stringify(entry)).join(',\n').length;
  const between = ',\n""'.length;
  return [...entries, 'https://'.padEnd(bytes - length - between, 'x')];
}
