import type { SourceFile } from './source-file.ts';

/** A string as this file writes them. */
export function quoted(file: SourceFile, text: string): string {
  const mark = quoteOf(file);
  return `${mark}${text.replaceAll('\\', '\\\\').replaceAll(mark, `\\${mark}`)}${mark}`;
}

/** A list of strings as this file writes them. */
export function quotedList(file: SourceFile, texts: readonly string[]): string {
  return `[${texts.map((text) => quoted(file, text)).join(', ')}]`;
}

function quoteOf({ text }: SourceFile): "'" | '"' {
  const counts = { "'": 0, '"': 0 };
  for (const [, mark] of text.matchAll(/(?:from|require\(|import)\s*(["'])/g)) {
    counts[mark as "'" | '"'] += 1;
  }
  return counts['"'] > counts["'"] ? '"' : "'";
}
