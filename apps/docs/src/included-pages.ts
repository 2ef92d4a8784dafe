import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { MadePage } from './code-pages.ts';
import { decisions } from './decisions.ts';

const root = join(import.meta.dirname, '../../..');
const repository = 'https://github.com/routecors/routecors/blob/main/';

/** A file of the repository, or the section of it that begins with a heading. */
export interface IncludedFile {
  readonly file: string;
  readonly section?: string;
}

/** Where the sidebar lists a page. */
export type PageGroup = 'start' | 'reference' | 'decisions';

/** Files of the repository that are pages of the site, too. */
export const includedFiles: readonly {
  readonly page: string;
  readonly title: string;
  readonly group: PageGroup;
  readonly parts: readonly IncludedFile[];
}[] = [
  {
    page: 'move',
    title: 'Move here',
    group: 'start',
    parts: [
      { file: 'packages/cli/README.md', section: '## `routecors migrate [PATH]`' },
      { file: 'README.md', section: '## Moving from @fastify/cors, cors, enableCors' },
    ],
  },
  {
    page: 'browsers',
    title: 'Where browsers differ',
    group: 'reference',
    parts: [{ file: 'packages/user-agent/BROWSERS.md' }],
  },
  {
    page: 'pairings',
    title: 'Beside other packages',
    group: 'reference',
    parts: [{ file: 'apps/pairings/README.md' }],
  },
  {
    page: 'costs',
    title: 'What it costs',
    group: 'reference',
    parts: [{ file: 'apps/benchmarks/README.md' }],
  },
  ...decisions.map((decision) => ({ ...decision, group: 'decisions' }) as const),
];

export async function includedPages(): Promise<readonly MadePage[]> {
  return await Promise.all(
    includedFiles.map(async ({ page, title, parts }) => {
      const texts = parts.map(async (part) =>
        includedText(await readFile(join(root, part.file), 'utf8'), part),
      );
      return { params: { page, title }, content: (await Promise.all(texts)).join('\n\n') };
    }),
  );
}

/**
 * The section, or all below the first heading, which makes place for the page's title. Links to files of the
 * repository lead to GitHub.
 */
export function includedText(markdown: string, { file, section }: IncludedFile): string {
  const folder = new URL(file, repository);
  const text =
    section === undefined ? markdown.replace(/^# .*\n+/, '') : cut(markdown, section, file);
  return text.replace(
    /\]\((?![a-z]+:|#)([^)\s]+)\)/g,
    (_all, link: string) => `](${new URL(link, folder).href})`,
  );
}

/** From its heading to the next one of that level. */
function cut(markdown: string, section: string, file: string): string {
  const [, ...sections] = `\n${markdown}`.split(/\n(?=## )/);
  const found = sections.find((each) => each.startsWith(`${section}\n`));
  if (found !== undefined) return found.trim();
  throw new Error(`${file} has no section "${section}". Name it as it is called now.`);
}
