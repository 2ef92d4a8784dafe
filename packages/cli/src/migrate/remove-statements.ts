import type { Node } from 'oxc-parser';

import type { SourceFile } from './source-file.ts';

/** From the first character to behind the last. */
export type Range = readonly [start: number, end: number];

/** The range of the expression statement around a call, awaited or not. */
export function statementRange(around: readonly Node[]): Range | undefined {
  const statement = around.findLast(({ type }) => type !== 'AwaitExpression');
  return statement?.type === 'ExpressionStatement' ? [statement.start, statement.end] : undefined;
}

/** Takes statements out with their lines, with comments about CORS above, and with one of two empty lines around. */
export function removeStatements({ edits, text }: SourceFile, ranges: readonly Range[]): void {
  const lines = ranges
    .map((range) => wholeLines(text, range))
    .toSorted(([one], [other]) => one - other);
  const merged: Range[] = [];
  for (const [start, end] of lines) {
    const last = merged.at(-1);
    if (last?.[1] === start) merged[merged.length - 1] = [last[0], end];
    else merged.push([start, end]);
  }
  for (const [start, end] of merged) {
    const isAfterEmpty = start === 0 || /\n\r?\n$/.test(text.slice(0, start));
    const empty = isAfterEmpty ? (/^\r?\n/.exec(text.slice(end))?.[0] ?? '') : '';
    edits.remove(start, end + empty.length);
  }
}

/** The lines that a statement has to itself; where something else is on them, only the statement. */
function wholeLines(text: string, [from, to]: Range): Range {
  let start = text.lastIndexOf('\n', from - 1) + 1;
  const isFirst = /^[ \t]*$/.test(text.slice(start, from));
  const rest = /^[ \t]*(?:\/\/[^\n]*)?(?:\r?\n|$)/.exec(text.slice(to))?.[0];
  if (!isFirst || rest === undefined) return [from, to];
  for (;;) {
    const above = text.lastIndexOf('\n', start - 2) + 1;
    if (start === 0 || !/^[ \t]*\/\/.*cors/i.test(text.slice(above, start))) break;
    start = above;
  }
  return [start, to + rest.length];
}
