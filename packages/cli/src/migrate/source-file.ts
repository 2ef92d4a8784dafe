import MagicString from 'magic-string';
import { type Node, type Program, parseSync, visitorKeys } from 'oxc-parser';

/** A file whose syntax tree is known, and what is to become of its text. */
export interface SourceFile {
  /** Below PATH, with slashes. */
  readonly name: string;
  readonly text: string;
  readonly program: Program;
  readonly edits: MagicString;
  readonly lineStarts: readonly number[];
  /** What its lines end with. */
  readonly eol: string;
}

/** Line and column, both from 1. */
export interface Place {
  readonly line: number;
  readonly column: number;
}

/** Where a file stops being TypeScript or JavaScript. */
export interface SyntaxTrouble extends Place {
  readonly message: string;
}

/** Brackets within brackets. People stay below 50; the parser itself ends the process at some thousands. */
const deepest = 500;

/** Parses a file, or says where it cannot be. */
export function parseSource(name: string, text: string): SourceFile | SyntaxTrouble {
  const lineStarts = lineStartsOf(text);
  const tooDeep = tooDeepAt(text);
  if (tooDeep !== undefined) {
    return { message: `More than ${deepest} brackets are open.`, ...placeOf(lineStarts, tooDeep) };
  }
  const { program, errors } = parseSync(name, text, sourceTypeOf(name));
  const error = errors.find(({ severity }) => (severity as string) === 'Error');
  if (error !== undefined) {
    const { message, labels } = error;
    return { message, ...placeOf(lineStarts, labels[0]?.start ?? 0) };
  }
  return { name, text, program, lineStarts, edits: new MagicString(text), eol: lineEndOf(text) };
}

/** Where too many brackets are open. Those in strings count, too, which a person would not notice. */
function tooDeepAt(text: string): number | undefined {
  let depth = 0;
  for (const { 0: bracket, index } of text.matchAll(/[([{)\]}]/g)) {
    depth = '([{'.includes(bracket) ? depth + 1 : Math.max(0, depth - 1);
    if (depth > deepest) return index;
  }
  return undefined;
}

/** What most lines of a text end with. */
function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where an offset is, by the offsets at which lines start. */
export function placeOf(lineStarts: readonly number[], offset: number): Place {
  let [low, high] = [0, lineStarts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((lineStarts[middle] ?? 0) <= offset) low = middle;
    else high = middle;
  }
  return { line: low + 1, column: offset - (lineStarts[low] ?? 0) + 1 };
}

function lineStartsOf(text: string): readonly number[] {
  return [0, ...Array.from(text.matchAll(/\n/g), ({ index }) => index + 1)];
}

/** The blanks that a line begins with. */
export function indentAt(text: string, offset: number): string {
  const lineStart = text.lastIndexOf('\n', offset - 1) + 1;
  return /^[ \t]*/.exec(text.slice(lineStart, offset))?.[0] ?? '';
}

/** Calls `visit` for each node below, outer ones first, with those around it, nearest last. */
export function walk(
  node: Node,
  visit: (node: Node, around: readonly Node[]) => void,
  around: readonly Node[] = [],
): void {
  visit(node, around);
  const inner = [...around, node];
  for (const child of childrenOf(node)) walk(child, visit, inner);
}

function childrenOf(node: Node): Node[] {
  const fields = node as unknown as Readonly<Record<string, unknown>>;
  return (visitorKeys[node.type] ?? []).flatMap((key) => {
    const value = fields[key];
    const nodes: readonly unknown[] = Array.isArray(value) ? value : [value];
    return nodes.filter((child): child is Node => typeof child === 'object' && child !== null);
  });
}

/** Without what only TypeScript or a reader needs: parentheses, `as const`, `satisfies`, `!`. */
export function bare(node: Node): Node {
  switch (node.type) {
    case 'ParenthesizedExpression':
    case 'TSAsExpression':
    case 'TSSatisfiesExpression':
    case 'TSNonNullExpression':
      return bare(node.expression);
    default:
      return node;
  }
}

/** The value of a string literal. */
export function stringOf(node: Node | undefined): string | undefined {
  return node?.type === 'Literal' && typeof node.value === 'string' ? node.value : undefined;
}

function sourceTypeOf(name: string): { sourceType: 'commonjs' | 'module' | 'unambiguous' } {
  if (/\.c[jt]s$/.test(name)) return { sourceType: 'commonjs' };
  return { sourceType: /\.(?:m[jt]s|ts|tsx)$/.test(name) ? 'module' : 'unambiguous' };
}
