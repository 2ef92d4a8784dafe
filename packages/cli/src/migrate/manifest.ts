import MagicString from 'magic-string';
import { parseSync } from 'oxc-parser';

import { version } from '../version.ts';
import { type ObjectNode, type PropertyNode, keyOf } from './option-values.ts';
import { stringOf } from './source-file.ts';

/** What is to change among the dependencies of a package. */
export interface DependencyChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

const groups = ['dependencies', 'devDependencies', 'peerDependencies', 'optionalDependencies'];

/** The major version of each dependency, where its range begins with one. */
export function majorVersions(text: string | undefined): ReadonlyMap<string, number> {
  const root = text === undefined ? undefined : rootObject(text);
  const majors = new Map<string, number>();
  for (const { list } of root ? listsOf(root) : []) {
    for (const property of list.properties) {
      const name = property.type === 'Property' ? keyOf(property) : undefined;
      const range = property.type === 'Property' ? stringOf(property.value) : undefined;
      const major = /^[~^v=\s]*(\d+)\b/.exec(range ?? '')?.[1];
      if (name !== undefined && major !== undefined) majors.set(name, Number(major));
    }
  }
  return majors;
}

/** `package.json` with other dependencies, or `undefined` where it is no JSON. */
export function changeManifest(text: string, change: DependencyChange): string | undefined {
  const root = rootObject(text);
  if (root === undefined) return undefined;
  const edits = new MagicString(text);
  const lists = listsOf(root);
  const missing = change.add.filter((name) => !lists.some(({ list }) => has(list, name)));
  // Beside what it replaces, or where what runs is.
  const home =
    lists.find(({ list }) => change.remove.some((name) => has(list, name))) ??
    lists.find(({ name }) => name === 'dependencies');
  for (const { list } of lists) {
    rewriteList(edits, text, list, list === home?.list ? missing : [], change.remove);
  }
  if (home === undefined && missing.length > 0) {
    const [first] = root.properties;
    const added = `"dependencies": { ${missing.map(entryOf).join(', ')} }`;
    // Offsets are one too high here, too.
    if (first === undefined) edits.appendLeft(root.start, added);
    else edits.appendLeft(first.start - 1, `${added},${text.slice(root.start, first.start - 1)}`);
  }
  return edits.toString();
}

/** The object of a JSON text, which is also an expression of JavaScript. */
function rootObject(text: string): ObjectNode | undefined {
  const wrapped = parseSync('package.ts', `(${text.replace(/^\ufeff/, ' ')})`);
  const [statement] = wrapped.program.body;
  if (wrapped.errors.length > 0 || statement?.type !== 'ExpressionStatement') return undefined;
  const { expression } = statement;
  const node = expression.type === 'ParenthesizedExpression' ? expression.expression : expression;
  return node.type === 'ObjectExpression' ? node : undefined;
}

function listsOf(root: ObjectNode): { readonly name: string; readonly list: ObjectNode }[] {
  return groups.flatMap((name) => {
    const list = propertyNamed(root, name)?.value;
    return list?.type === 'ObjectExpression' ? [{ name, list }] : [];
  });
}

function has(list: ObjectNode, name: string): boolean {
  return propertyNamed(list, name) !== undefined;
}

function propertyNamed(object: ObjectNode, name: string): PropertyNode | undefined {
  for (const property of object.properties) {
    if (property.type === 'Property' && keyOf(property) === name) return property;
  }
  return undefined;
}

/** Offsets are one too high: the text was parsed in parentheses. */
function rewriteList(
  edits: MagicString,
  text: string,
  list: ObjectNode,
  add: readonly string[],
  remove: readonly string[],
): void {
  const before = list.properties.flatMap((property) => {
    const name = property.type === 'Property' ? keyOf(property) : undefined;
    return name === undefined
      ? []
      : [{ name, text: text.slice(property.start - 1, property.end - 1) }];
  });
  const kept = before.filter(({ name }) => !remove.includes(name));
  if (kept.length === before.length && add.length === 0) return;
  const names = before.map(({ name }) => name);
  const isSorted = names.every((name, index) => index === 0 || (names[index - 1] ?? '') <= name);
  const all = [...kept, ...add.map((name) => ({ name, text: entryOf(name) }))];
  if (isSorted) all.sort((one, other) => (one.name < other.name ? -1 : 1));
  const [first] = list.properties;
  const last = list.properties.at(-1);
  if (first === undefined || last === undefined) {
    edits.overwrite(list.start - 1, list.end - 1, `{ ${all.map((one) => one.text).join(', ')} }`);
    return;
  }
  const blank = text.slice(list.start, first.start - 1);
  const entries = all.map((one) => one.text).join(`,${blank}`);
  if (all.length === 0) edits.overwrite(list.start - 1, list.end - 1, '{}');
  else edits.overwrite(first.start - 1, last.end - 1, entries);
}

function entryOf(name: string): string {
  return `"${name}": "^${version}"`;
}
