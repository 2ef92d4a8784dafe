import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { routecors } from '../routecors.ts';
import { decisions } from './decisions.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterEach(() => rm(folder, { recursive: true }));

interface Report {
  readonly changes: readonly unknown[];
  readonly decisions: readonly {
    readonly file: string;
    readonly line: number;
    readonly column: number;
    readonly code: string;
    readonly reason: string;
    readonly fix: string;
  }[];
}

test.each(decisions)('$name', async ({ files, says, hint }) => {
  for (const [name, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, name)), { recursive: true });
    await writeFile(join(folder, name), text);
  }
  const { status, out, err } = await routecors('migrate', folder, '--json', '--write');
  expect([status, err]).toEqual([1, '']);
  const report = JSON.parse(out) as Report;
  expect(
    report.decisions.map(({ file, line, column, code }) => `${file}:${line}:${column} ${code}`),
  ).toEqual(says);
  const [first] = report.decisions;
  expect(`${first?.reason} ${first?.fix}`).toContain(hint);
  // What it is in stays as it is.
  expect(report.changes).toEqual([]);
  for (const [name, text] of Object.entries(files)) {
    expect(await readFile(join(folder, name), 'utf8')).toBe(text);
  }
  const shown = await routecors('migrate', folder);
  expect(shown.status).toBe(1);
  for (const one of says) {
    const [place, code] = one.split(' ');
    expect(shown.out).toContain(`${place} [${code}]`);
  }
});
