import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { describe, expect, test } from 'vitest';

import { pageNames } from '../../../packages/cli/src/pages/pages.ts';
import { codePages } from '../src/code-pages.ts';
import { includedFiles, includedPages, includedText } from '../src/included-pages.ts';
import { escapeMarkdown } from '../src/markdown.ts';
import { runCli } from './support/run-source.ts';

/** What is read, of Markdown as our pages have it and of what a terminal prints. */
const plain = (text: string): string =>
  text
    .replaceAll(/^ *(?:`{3}\w*|:{4}.*|## (?=Wrong$|Right$)|In a terminal: .*)/gm, '')
    .replaceAll(/\\([!-/:-@[-`{-~])/g, '$1')
    .replaceAll(/\s+/g, ' ')
    .trim();

describe('codes and reasons', () => {
  const pages = new Map(codePages().map(({ params, content }) => [params.page, content]));

  test('each has a page, and the list has them all', () => {
    expect([...pages.keys()]).toEqual(['index', ...pageNames]);
    for (const name of pageNames) expect(pages.get('index')).toContain(`- [${name}](./${name}.md)`);
  });

  // One whose text has signs of Markdown in it, one with a route, one with code, and a reason.
  test.each(['origin-wildcard', 'unknown-policy', 'headers-carried-over', 'cors-off'])(
    'the page of %s says what the command prints',
    async (name) => {
      const printed = await runCli(['explain', name]);
      expect(`${name} ${plain(pages.get(name) ?? '').replaceAll('\\', '')}`).toBe(
        plain(printed).replaceAll('\\', ''),
      );
    },
  );
});

describe('included files', () => {
  const wholes = includedFiles.filter(({ parts }) =>
    parts.every(({ section }) => section === undefined),
  );

  test.each(wholes)('$page is its file, whole', async ({ page, title, parts }) => {
    const made = (await includedPages()).find(({ params }) => params.page === page);
    expect(made?.params.title).toBe(title);
    const [{ file } = { file: '' }] = parts;
    const text = await readFile(join(import.meta.dirname, '../../..', file), 'utf8');
    const unlinked = (markdown: string) => markdown.replaceAll(/\]\([^)]*\)/g, ']');
    expect(unlinked(`# ${/^# (.*)/.exec(text)?.[1]}\n\n${made?.content}`)).toBe(unlinked(text));
  });

  test.each([
    ['[a](src/a.ts)', '[a](https://github.com/routecors/routecors/blob/main/apps/x/src/a.ts)'],
    ['[a](../../b.md#c)', '[a](https://github.com/routecors/routecors/blob/main/b.md#c)'],
    ['[a](#c)', '[a](#c)'],
    ['[a](https://b.example/)', '[a](https://b.example/)'],
    ['# title\n\ntext\n\n# no title', 'text\n\n# no title'],
  ])('%j is included as %j', (text, included) => {
    expect(includedText(text, { file: 'apps/x/README.md' })).toBe(included);
  });

  test.each([
    ['## A', '## A\n\na\n\n### B\n\nb'],
    ['## C', '## C\n\nc'],
  ])('of a file the section %j alone', (section, included) => {
    const text = '# title\n\n## A\n\na\n\n### B\n\nb\n\n## C\n\nc\n';
    expect(includedText(text, { file: 'README.md', section })).toBe(included);
  });

  test('a section that is not there stops the build', () => {
    expect(() => includedText('# title', { file: 'README.md', section: '## A' })).toThrow(
      'README.md has no section "## A".',
    );
  });
});

test.each([
  ['https://*.a.example, *', String.raw`https\:\/\/\*\.a\.example\, \*`],
  ['<img>', String.raw`\<img\>`],
  ['plain words', 'plain words'],
])('%j is escaped', (text, escaped) => {
  expect(escapeMarkdown(text)).toBe(escaped);
});
