import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { codeBlocksOf } from '../../../.config/code-blocks.ts';
import { readSitePages, siteFolder } from './support/site-pages.ts';

const pages = await readSitePages();
const manifest = JSON.parse(
  await readFile(join(import.meta.dirname, '../package.json'), 'utf8'),
) as { readonly dependencies: Readonly<Record<string, string>> };
const tests = await Promise.all(
  (await readdir(import.meta.dirname, { recursive: true }))
    .filter((path) => path.endsWith('.test.ts'))
    .map((path) => readFile(join(import.meta.dirname, path), 'utf8')),
);

test.each(pages)('what $path shows is a file that a test boots', async ({ shows }) => {
  for (const file of shows) {
    await expect(readFile(join(siteFolder, file), 'utf8')).resolves.not.toBe('');
    const name = file.replace(/\.ts$/, '');
    const isBooted = tests.some(
      (text) => text.includes(`/site/${file}'`) || text.includes(`'${name}'`),
    );
    expect([file, isBooted]).toEqual([file, true]);
  }
});

test.each(pages)('no code is written into $path', ({ text }) => {
  const written = codeBlocksOf(text).filter(
    ({ language }) => language !== 'console' && language !== 'sh',
  );
  expect(written).toEqual([]);
});

test.each(pages)('what $path installs is what the tests run', ({ text }) => {
  const blocks = codeBlocksOf(text).filter(({ language }) => language === 'sh');
  const installed = blocks.flatMap((block) =>
    block.text
      .split('\n')
      .flatMap((line) => /^npm install (.*)$/.exec(line)?.[1]?.split(' ') ?? [])
      .filter((word) => !word.startsWith('--')),
  );
  for (const name of installed) expect(Object.keys(manifest.dependencies)).toContain(name);
});

test.each(pages)('a console block of $path is one that a test runs', ({ path, text }) => {
  const isConsole = codeBlocksOf(text).some(({ language }) => language === 'console');
  if (isConsole) expect(tests.join('\n')).toContain(`'${path.replace(/\.md$/, '')}'`);
});
