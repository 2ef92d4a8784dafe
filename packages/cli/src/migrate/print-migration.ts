import { createTwoFilesPatch } from 'diff';

import { printable } from '../printable.ts';
import type { Remark } from './finding.ts';
import type { Change, Migration } from './migration.ts';

/** The change of a file as `diff -u`, `patch -p1` and `git apply` have it. */
export function unifiedDiff({ file, before, after }: Change): string {
  const patch = createTwoFilesPatch(`a/${file}`, `b/${file}`, before, after, '', '', {
    context: 3,
    stripTrailingCr: false,
  });
  return patch
    .replace(/^=+\n/, '')
    .replace(/^--- (.*)\t$/m, '--- $1')
    .replace(/^\+\+\+ (.*)\t$/m, '+++ $1');
}

/** Harmless text, in which tabs and the line ends of Windows still are what they are in the files. */
export function printableDiff(text: string): string {
  return text
    .split(/(\t|\r(?=\n))/)
    .map((part) => (part === '\t' || part === '\r' ? part : printable(part)))
    .join('');
}

/** What a person reads below the diff. */
export function printRemarks(
  { changes, decisions, notes, troubles }: Migration,
  isWritten: boolean,
): string {
  const files = changes.length === 1 ? '1 file' : `${changes.length} files`;
  const done = isWritten
    ? `${files} written. Run your package manager's install.`
    : `${files} would change. Add --write to write.`;
  return [
    ...(changes.length > 0 ? [done] : []),
    ...(changes.length + decisions.length + troubles.length === 0
      ? ['Nothing to migrate: no @fastify/cors, cors or enableCors was found.']
      : []),
    ...section('Good to know', notes.map(describe)),
    ...section('For you to decide; what these are in stays as it is', decisions.map(describe)),
    ...section(
      'Left alone',
      troubles.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`),
    ),
  ].join('\n\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : [title, ...lines];
}

function describe({ file, line, column, code, reason, fix }: Remark): string {
  return `${file}:${line}:${column} [${code}]\n  ${reason}\n  Fix: ${fix}`;
}
