/**
 * Writes `src/fetch/public-suffix-table.ts` from the Public Suffix List that the installed version of
 * tldts carries. `pnpm --filter @routecors/core suffixes` after tldts was updated in the catalog.
 */
import { execFileSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { domainToASCII } from 'node:url';

interface Trie {
  readonly nodeFlags: Uint8Array;
  readonly edgeStart: Uint16Array;
  readonly edgeChild: Uint16Array;
  readonly edgeLength: Uint8Array;
  readonly labelText: string;
  readonly rulesRoot: number;
  readonly exceptionsRoot: number;
}

interface Node {
  isRule: boolean;
  isException: boolean;
  readonly children: Map<string, Node>;
}

const require = createRequire(import.meta.url);
const manifestPath = require.resolve('tldts/package.json');
const { version } = JSON.parse(readFileSync(manifestPath, 'utf8')) as { version: string };
const trie = require(join(dirname(manifestPath), 'dist/cjs/src/data/trie.js')) as Trie;

const offsets: number[] = [];
let offset = 0;
for (const length of trie.edgeLength) {
  offsets.push(offset);
  offset += length;
}

const newNode = (): Node => ({ isRule: false, isException: false, children: new Map() });
const root = newNode();
let count = 0;

/** Walks the flat trie, and adds what it finds with hosts as browsers write them. */
function walk(at: number, node: Node, isException: boolean): void {
  if (trie.nodeFlags[at] !== 0) {
    count += 1;
    if (isException) node.isException = true;
    else node.isRule = true;
  }
  for (let edge = trie.edgeStart[at] ?? 0; edge < (trie.edgeStart[at + 1] ?? 0); edge += 1) {
    const start = offsets[edge] ?? 0;
    const label = trie.labelText.slice(start, start + (trie.edgeLength[edge] ?? 0));
    // A label of digits alone would be taken for an address.
    const ascii = /^[!-~]*$/.test(label) ? label : domainToASCII(label);
    const child = node.children.get(ascii) ?? newNode();
    node.children.set(ascii, child);
    walk(trie.edgeChild[edge] ?? 0, child, isException);
  }
}
walk(trie.rulesRoot, root, false);
walk(trie.exceptionsRoot, root, true);

/** `name` is a rule, `!name` an exception, `-name` neither; what stands below follows in brackets. */
function write({ children }: Node): string {
  return [...children]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([label, child]) => {
      const mark = child.isException ? '!' : child.isRule ? '' : '-';
      return `${mark}${label}${child.children.size > 0 ? `(${write(child)})` : ''}`;
    })
    .join(',');
}

const published = JSON.parse(
  execFileSync('npm', ['view', `tldts@${version}`, 'time', '--json'], { encoding: 'utf8' }),
) as Record<string, string>;
const date = (published[version] ?? '').slice(0, 10);
const text = write(root);
const strange = /[^a-z0-9*!(),-]+/.exec(text);
if (strange)
  throw new Error(`no label of a host: ${text.slice(strange.index - 40, strange.index + 40)}`);
const lines = text.match(/.{1,96}/g) ?? [];
writeFileSync(
  join(import.meta.dirname, '../src/fetch/public-suffix-table.ts'),
  `// Made by scripts/public-suffixes.ts from tldts ${version}. Do not edit.

/** The day on which the list was published in its npm package. */
export const publicSuffixDate = '${date}';

/**
 * All rules of the Public Suffix List (Mozilla Public License 2.0, https://publicsuffix.org), those of
 * its private section included, as a tree from the last label on: \`name\` is a rule, \`!name\` an
 * exception, \`-name\` neither, and what stands below a label follows in brackets.
 */
export const publicSuffixTable: string = [
${lines.map((line) => `  '${line}',`).join('\n')}
].join('');
`,
);
console.log(`${count} rules of ${date}, ${text.length} bytes`);
