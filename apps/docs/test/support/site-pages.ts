import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Where the pages of the site are. */
export const siteFolder: string = join(import.meta.dirname, '../../site');

export interface SitePage {
  /** Below the folder of the site: `start/fastify.md`. */
  readonly path: string;
  readonly text: string;
  /** The files that it shows, below the same folder: `start/fastify.ts`. */
  readonly shows: readonly string[];
}

/** The pages that are written by hand, by path. */
export async function readSitePages(): Promise<readonly SitePage[]> {
  const paths = await readdir(siteFolder, { recursive: true });
  const pages = paths.filter((path) => path.endsWith('.md')).toSorted();
  return await Promise.all(pages.map(readSitePage));
}

export async function readSitePage(path: string): Promise<SitePage> {
  const text = await readFile(join(siteFolder, path), 'utf8');
  const shows = [...text.matchAll(/^\s*<<< (.+)$/gm)].map(([, file = '']) =>
    join(path, '..', file.replace(/[#{[ ].*$/, '')),
  );
  return { path, text, shows };
}
