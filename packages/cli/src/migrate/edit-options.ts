import type MagicString from 'magic-string';

import { type ObjectNode, type PropertyNode, keyOf } from './option-values.ts';
import type { Translated } from './outcome.ts';
import { type SourceFile, indentAt } from './source-file.ts';

/** Writes translated options where the old ones are. */
export function editOptions(
  edits: MagicString,
  object: ObjectNode,
  translated: readonly Translated[],
  additions: readonly string[],
  file: SourceFile,
): void {
  const kept = translated.filter(({ outcome }) => outcome.name !== undefined);
  const last = kept.at(-1)?.option.property;
  if (last === undefined) {
    edits.overwrite(object.start, object.end, `{ ${additions.join(', ')} }`);
    return;
  }
  for (const { option, outcome } of translated) {
    if (outcome.name === undefined) removeProperty(edits, object, option.property, last, file);
    else rename(edits, option.property, outcome.name);
    for (const { node, text } of outcome.texts ?? []) edits.overwrite(node.start, node.end, text);
  }
  const isTall = file.text.slice(object.start, last.start).includes('\n');
  const between = isTall ? `,${file.eol}${indentAt(file.text, last.start)}` : ', ';
  for (const addition of additions) edits.appendLeft(last.end, `${between}${addition}`);
}

function rename(edits: MagicString, property: PropertyNode, name: string): void {
  if (keyOf(property) !== name) edits.overwrite(property.key.start, property.key.end, name);
}

/** Takes a property out, with its line where it has one of its own. */
export function removeProperty(
  edits: MagicString,
  object: ObjectNode,
  property: PropertyNode,
  lastKept: PropertyNode,
  { text }: SourceFile,
): void {
  const comma = /^\s*,/.exec(text.slice(property.end))?.[0] ?? '';
  const end = property.end + comma.length;
  const lineStart = text.lastIndexOf('\n', property.start - 1) + 1;
  const isFirstOnLine = /^[ \t]*$/.test(text.slice(lineStart, property.start));
  const rest = /^[ \t]*(?:\/\/[^\n]*)?\r?\n/.exec(text.slice(end))?.[0];
  if (isFirstOnLine && rest !== undefined) {
    edits.remove(lineStart, end + rest.length);
    return;
  }
  const next = object.properties.find(({ start }) => start > property.start);
  // At the end the comma before it goes, too.
  if (property.start > lastKept.start) edits.remove(lastKept.end, property.end);
  else if (next) edits.remove(property.start, next.start);
}
