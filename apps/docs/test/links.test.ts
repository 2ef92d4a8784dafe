import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

import { expect, test } from 'vitest';

import { deadLinks } from '../src/dead-links.ts';
import { readSitePages } from './support/site-pages.ts';

/** Of a built site: its pages, other files, and what is dead in it. */
const sites: readonly (readonly [
  name: string,
  pages: Readonly<Record<string, string>>,
  files: readonly string[],
  dead: readonly string[],
])[] = [
  ['a page', { 'index.html': '<a href="/a.html">', 'a.html': '' }, [], []],
  ['no page', { 'index.html': '<a href="/b.html">' }, [], ['  index.html: /b.html']],
  ['a folder', { 'a.html': '<a href="/">', 'index.html': '' }, [], []],
  ['no folder', { 'a.html': '<a href="/b/">' }, [], ['  a.html: /b/']],
  ['a heading', { 'a.html': '<a class="x" href="#h">', 'b.html': '' }, [], ['  a.html: #h']],
  ['its own heading', { 'a.html': '<h2 id="h"><a href="#h">' }, [], []],
  ['of another page', { 'a.html': '<a href="/b.html#h">', 'b.html': '<h2 id="h">' }, [], []],
  ['below a folder', { 'x/a.html': '<a href="b.html">', 'x/b.html': '' }, [], []],
  ['a file', { 'a.html': '<a href="/x.json">' }, ['x.json'], []],
  ['elsewhere', { 'a.html': '<a href="https://b.example/x#y">' }, [], []],
  ['a mail', { 'a.html': '<a href="mailto:a@b.example">' }, [], []],
  ['a letter that is encoded', { 'a.html': '<p id="ü"><a href="#%C3%BC">' }, [], []],
];

test.each(sites)('a link to %s', (_name, pages, files, dead) => {
  const all = new Set([...Object.keys(pages), ...files]);
  expect(deadLinks(new Map(Object.entries(pages)), all)).toEqual(dead);
});

const repository = 'https://github.com/routecors/routecors/tree/main/';
const links = (await readSitePages()).flatMap(({ path, text }) =>
  [...text.matchAll(/\]\((https:[^)\s]+)\)/g)].flatMap(([, link = '']) =>
    link.startsWith(repository) ? [[path, link.slice(repository.length)] as const] : [],
  ),
);

test.each(links)('%s: %s is in the repository', async (_page, link) => {
  const [path = '', heading] = link.split('#');
  const file = path.endsWith('.md') ? path : `${path}/README.md`;
  const text = await readFile(join(import.meta.dirname, '../../..', file), 'utf8');
  const headings = [...text.matchAll(/^#+ (.*)$/gm)].map(([, title = '']) => slugOf(title));
  if (heading !== undefined) expect(headings).toContain(heading);
});

/** As GitHub makes it. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replace(/[^\w\- ]/g, '')
    .replaceAll(' ', '-');
}
