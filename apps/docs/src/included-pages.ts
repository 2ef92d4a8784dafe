import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import type { MadePage } from './code-pages.ts';

const root = join(import.meta.dirname, '../../..');
const repository = 'https://github.com/routecors/routecors/blob/main/';

/** Files of the repository that are pages of the site, too. Their first heading makes place for the title. */
export const includedFiles: readonly {
  readonly page: string;
  readonly title: string;
  readonly file: string;
}[] = [
  { page: 'browsers', title: 'Where browsers differ', file: 'packages/user-agent/BROWSERS.md' },
  { page: 'pairings', title: 'Beside other packages', file: 'apps/pairings/README.md' },
  { page: 'costs', title: 'What it costs', file: 'apps/benchmarks/README.md' },
];

export async function includedPages(): Promise<readonly MadePage[]> {
  return await Promise.all(
    includedFiles.map(async ({ page, title, file }) => ({
      params: { page, title },
      content: includedText(await readFile(join(root, file), 'utf8'), file),
    })),
  );
}

/** The text below the first heading, with links to files of the repository as they are on GitHub. */
export function includedText(markdown: string, file: string): string {
  const folder = new URL(file, repository);
  return markdown
    .replace(/^# .*\n+/, '')
    .replace(
      /\]\((?![a-z]+:|#)([^)\s]+)\)/g,
      (_all, link: string) => `](${new URL(link, folder).href})`,
    );
}
