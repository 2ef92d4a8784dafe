import { readFile } from 'node:fs/promises';

import { describe, expect, test } from 'vitest';

import { askAll, expectedAnswers } from '../src/ask-all.ts';
import { pairings } from '../src/pairings.ts';
import { tableOf } from '../src/table.ts';

describe.each(pairings)('$name', ({ servers, asks }) => {
  test.each(servers)('$order', async ({ start }) => {
    const server = await start();
    try {
      expect(await askAll(server, asks)).toEqual(expectedAnswers(asks));
    } finally {
      await server.close();
    }
  });
});

test('the README has the table of what was tried', async () => {
  const readme = await readFile(new URL('../README.md', import.meta.url), 'utf8');
  expect(readme).toContain(tableOf(pairings));
});
