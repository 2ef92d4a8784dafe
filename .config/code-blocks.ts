/** A fenced block of a Markdown file. */
export interface CodeBlock {
  /** What stands behind the fence: `ts`, `console`. */
  readonly language: string;
  readonly text: string;
  /** The line of the fence, from 1. */
  readonly line: number;
}

/** The fenced blocks of a Markdown file, in order; those in lists without their indent. */
export function codeBlocksOf(markdown: string): readonly CodeBlock[] {
  const blocks: CodeBlock[] = [];
  const fenced = /^([ ]*)(`{3,})(\S*).*\n([^]*?)^\1\2 *$/gm;
  for (const { index, 1: indent = '', 3: language = '', 4: text = '' } of markdown.matchAll(
    fenced,
  )) {
    const line = markdown.slice(0, index).split('\n').length;
    blocks.push({ language, text: text.replaceAll(`\n${indent}`, '\n').trim(), line });
  }
  return blocks;
}

/** A command of a `console` block, as a shell takes it apart, and what stands below it. */
export interface ConsoleCommand {
  readonly words: readonly string[];
  readonly shown: string;
}

/** The one command of a `console` block. Throws where there is none. */
export function commandOf({ text, line }: CodeBlock): ConsoleCommand {
  const [, command, shown = ''] = /^\$ ((?:.*\\\n)*.*)(?:\n([^]*))?$/.exec(text) ?? [];
  if (command === undefined)
    throw new Error(`The block in line ${line} begins with no "$ command".`);
  const words = [...command.replaceAll('\\\n', ' ').matchAll(/'([^']*)'|\S+/g)].map(
    ([word, quoted]) => quoted ?? word,
  );
  return { words, shown };
}
