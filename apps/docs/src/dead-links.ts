import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** Throws where a link of the built site leads to a file or to an id that is not there, naming all of them. */
export async function checkLinks(outDir: string): Promise<void> {
  const files = (await readdir(outDir, { recursive: true })).map((path) =>
    path.replaceAll('\\', '/'),
  );
  const pages = new Map(
    await Promise.all(
      files
        .filter((path) => path.endsWith('.html'))
        .map(async (path) => [path, await readFile(join(outDir, path), 'utf8')] as const),
    ),
  );
  const dead = deadLinks(pages, new Set(files));
  if (dead.length > 0) throw new Error(`Dead links:\n${dead.join('\n')}`);
}

/** The links between pages that lead nowhere, as `page: link`. */
export function deadLinks(
  pages: ReadonlyMap<string, string>,
  files: ReadonlySet<string>,
): readonly string[] {
  const ids = new Map([...pages].map(([path, html]) => [path, idsOf(html)]));
  return [...pages].flatMap(([page, html]) =>
    linksOf(html)
      .filter((link) => !leadsSomewhere(new URL(link, `${site}${page}`), ids, files))
      .map((link) => `  ${page}: ${link}`),
  );
}

const site = 'https://site.invalid/';

function leadsSomewhere(
  url: URL,
  ids: ReadonlyMap<string, ReadonlySet<string>>,
  files: ReadonlySet<string>,
): boolean {
  if (url.origin !== new URL(site).origin) return true;
  const path = `${url.pathname.slice(1)}${url.pathname.endsWith('/') ? 'index.html' : ''}`;
  if (!files.has(path)) return false;
  const fragment = decodeURIComponent(url.hash.slice(1));
  return fragment === '' || ids.get(path)?.has(fragment) === true;
}

function linksOf(html: string): readonly string[] {
  return [...html.matchAll(/<a\b[^>]*\shref="([^"]*)"/g)].map(([, link = '']) =>
    link.replaceAll('&amp;', '&'),
  );
}

function idsOf(html: string): ReadonlySet<string> {
  return new Set([...html.matchAll(/\sid="([^"]*)"/g)].map(([, id = '']) => id));
}
