import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { routecors } from '../routecors.ts';
import { type Observation, type Question, observe, questions, widened } from './observe.ts';
import { setups } from './setups.ts';
import { startSetup } from './start-setup.ts';

const home = fileURLToPath(new URL('../setups', import.meta.url));

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterAll(() => rm(folder, { recursive: true }));

test('every folder of test/setups is a case, thirty at least', async () => {
  const entries = await readdir(home, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  expect(names).toEqual(Object.keys(setups).toSorted());
  expect(names.length).toBeGreaterThanOrEqual(30);
});

describe.each(Object.entries(setups))('%s', (name, setup) => {
  const before = join(home, name, 'before');
  const after = join(home, name, 'after');

  test('before becomes after, and after stays', async () => {
    const copy = join(folder, name);
    await cp(before, copy, { recursive: true });
    const { status, out, err } = await routecors('migrate', copy, '--write', '--json');
    expect([status, err]).toEqual([0, '']);
    const { notes } = JSON.parse(out) as { notes: { code: string }[] };
    expect(notes.map(({ code }) => code)).toEqual(setup.notes ?? []);
    expect(await contents(copy)).toEqual(await contents(after));
    const again = await routecors('migrate', copy, '--write');
    expect(again).toMatchObject({ status: 0, err: '' });
    expect(again.out).toContain('Nothing to migrate');
    expect(await contents(copy)).toEqual(await contents(after));
  });

  test.each(setup.environments ?? [{}])(
    'both run %o: nothing is wider',
    async (env) => {
      const [old, ours] = await Promise.all([startSetup(before, env), startSetup(after, env)]);
      try {
        const used = new Set<string>();
        let allowed = 0;
        for (const question of questions(setup.paths ?? ['/items'])) {
          const [was, is] = await Promise.all([
            observe(old.url, question),
            observe(ours.url, question),
          ]);
          if (was.isAllowed) allowed += 1;
          expect(widened(was, is), say(question)).toEqual([]);
          if (widened(is, was).length === 0) continue;
          const reason = (setup.narrower ?? []).find(({ where }) => where(question));
          expect(reason, `${say(question)} is narrower: ${show(was)} → ${show(is)}`).toBeDefined();
          if (reason) used.add(reason.why);
        }
        // Else the comparison says nothing.
        expect(allowed > 0).toBe(setup.isClosed !== true);
        expect([...used].toSorted()).toEqual(
          (setup.narrower ?? []).map(({ why }) => why).toSorted(),
        );
      } finally {
        await Promise.all([old.stop(), ours.stop()]);
      }
    },
    120_000,
  );
});

async function contents(directory: string): Promise<Record<string, string>> {
  const entries = await readdir(directory, { withFileTypes: true, recursive: true });
  const files = entries.filter((entry) => entry.isFile());
  const pairs = await Promise.all(
    files.map(async (entry) => {
      const path = join(entry.parentPath, entry.name);
      return [path.slice(directory.length + 1), await readFile(path, 'utf8')] as const;
    }),
  );
  return Object.fromEntries(pairs);
}

function say({ origin, method, path, headers, credentials }: Question): string {
  const names = Object.keys(headers).join(', ') || 'no headers';
  return `${method} ${path} from ${origin} with ${names}, credentials: ${credentials}`;
}

function show({ isSent, isAllowed, readable, maxAge }: Observation): string {
  return JSON.stringify({ isSent, isAllowed, readable, maxAge });
}
