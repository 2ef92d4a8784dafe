import MagicString from 'magic-string';
import { type Node, type OxcError, type Program, parseSync, visitorKeys } from 'oxc-parser';

/** A file whose syntax tree is known, and what is to become of its text. */
export interface SourceFile {
  /** Below PATH, with slashes. */
  readonly name: string;
  readonly text: string;
  readonly program: Program;
  readonly edits: MagicString;
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

/** Parses a file, or says where it cannot be. */
export function parseSource(name: string, text: string): SourceFile | SyntaxTrouble {
  const { program, errors } = parseSync(name, text, sourceTypeOf(name));
  const error = errors.find(({ severity }) => (severity as string) === 'Error');
  if (error !== undefined) return troubleOf(error, text);
  return { name, text, program, edits: new MagicString(text), eol: lineEndOf(text) };
}

/** What most lines of a text end with. */
export function lineEndOf(text: string): string {
  return text.includes('\r\n') ? '\r\n' : '\n';
}

/** Where an offset is. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, offset);
  const lineStart = before.lastIndexOf('\n') + 1;
  return { line: before.split('\n').length, column: offset - lineStart + 1 };
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

function troubleOf({ message, labels }: OxcError, text: string): SyntaxTrouble {
  return { message, ...placeOf(text, labels[0]?.start ?? 0) };
}
