import MagicString from 'magic-string';
import type { Node } from 'oxc-parser';

import type { Bindings, Reference } from './bindings.ts';
import type { Range } from './remove-statements.ts';
import { type SourceFile, indentAt } from './source-file.ts';
import type { Translation } from './translate-options.ts';

/** Options that go to another file: their text, or the name that would be missing there. */
export function movedOptions(
  translation: Translation,
  file: SourceFile,
  bindings: Bindings,
): { readonly textAt: (indent: string, eol: string) => string } | { readonly missing: string } {
  const { object, text } = translation;
  if (object === undefined) return { textAt: () => text };
  const moved = new MagicString(file.text);
  translation.apply(moved);
  for (const { name, node, around } of usesIn([object.start, object.end], bindings)) {
    const binding = bindings.of(name);
    if (binding?.kind !== 'const') return { missing: name };
    const { init } = binding;
    if (usesIn([init.start, init.end], bindings).length > 0) return { missing: name };
    const parent = around.at(-1);
    const key = parent?.type === 'Property' && parent.shorthand ? `${name}: ` : '';
    const inlined = wrapped(init, file.text.slice(init.start, init.end));
    moved.overwrite(node.start, node.end, `${key}${inlined}`);
  }
  const slice = moved.slice(object.start, object.end);
  const own = indentAt(file.text, object.start);
  return {
    textAt: (indent, eol) =>
      slice
        .split(/\r?\n/)
        .map((line, index) =>
          index === 0 ? line : `${indent}${line.startsWith(own) ? line.slice(own.length) : line}`,
        )
        .join(eol),
  };
}

/** Declarations that only what goes away has used: constants of options, the import of the middleware. */
export function idleDeclarations(bindings: Bindings, gone: readonly Range[]): readonly Range[] {
  const ranges = [...gone];
  const idle: Range[] = [];
  const isGone = ({ start }: Node): boolean =>
    ranges.some(([from, to]) => start >= from && start < to);
  for (let isChanged = true; isChanged;) {
    isChanged = false;
    for (const name of bindings.names) {
      const binding = bindings.of(name);
      if (binding === undefined || binding.kind === 'other' || isGone(binding.node)) continue;
      const uses = bindings.references(name);
      if (uses.length === 0 || !uses.every(({ node }) => isGone(node))) continue;
      const { declaration } = binding;
      if (namesOf(declaration) !== 1 || (binding.kind === 'const' && binding.isExported)) continue;
      const range: Range = [declaration.start, declaration.end];
      ranges.push(range);
      idle.push(range);
      isChanged = true;
    }
  }
  return idle;
}

/** Each use, in a range, of a name that the file declares. */
function usesIn(
  [start, end]: Range,
  bindings: Bindings,
): (Reference & { readonly name: string })[] {
  return bindings.names.flatMap((name) =>
    bindings
      .references(name)
      .filter(({ node }) => node.start >= start && node.end <= end)
      .map((reference) => ({ ...reference, name })),
  );
}

/** Text that means the same wherever the name stood. */
function wrapped(init: Node, text: string): string {
  const isPlain = ['Literal', 'ArrayExpression', 'ObjectExpression', 'TemplateLiteral'];
  return isPlain.includes(init.type) ? text : `(${text})`;
}

function namesOf(declaration: Node): number {
  if (declaration.type === 'ImportDeclaration') return declaration.specifiers.length;
  if (declaration.type === 'TSImportEqualsDeclaration') return 1;
  return declaration.type === 'VariableDeclaration' ? declaration.declarations.length : 0;
}
