import { posix } from 'node:path';

import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import { keyOf } from './option-values.ts';
import { type SourceFile, bare, indentAt, walk } from './source-file.ts';
import { quoted } from './text-style.ts';

/** Where `CorsModule` is imported. */
export interface RootModule {
  readonly file: SourceFile;
  readonly name: string;
  readonly decorator: Node;
  readonly metadata: Extract<Node, { type: 'ObjectExpression' }>;
}

/** Gives a file by its name, parsed, if there is one that can be. */
export type FileByName = (name: string) => SourceFile | undefined;

/** Finds the root module, or says why it is left alone. */
export function findRootModule(
  node: Node | undefined,
  file: SourceFile,
  bindings: Bindings,
  fileByName: FileByName,
): RootModule | string {
  if (node?.type !== 'Identifier') return 'the root module is made when the program runs';
  const binding = bindings.of(node.name);
  const imported = binding?.kind === 'import' ? binding : undefined;
  const home = imported ? resolveImport(imported.source, file.name, fileByName) : file;
  const name = imported && imported.imported !== 'default' ? imported.imported : node.name;
  const found = home && moduleIn(home, name);
  if (!found)
    return `no class ${node.name} with @Module({ … }) was found where it is imported from`;
  if (found.file.text.includes('@routecors/nestjs'))
    return `${found.file.name} has routecors already`;
  if (!found.file.program.body.some(({ type }) => type === 'ImportDeclaration')) {
    return `${found.file.name} has no import declarations`;
  }
  const imports = importsOf(found);
  if (imports && bare(imports).type !== 'ArrayExpression') {
    return `the imports of ${name} are no list that is written there`;
  }
  return found;
}

/** Adds `CorsModule.forRoot(options)` to the imports of a module. */
export function addCorsModule(
  module: RootModule,
  optionsAt: (indent: string, eol: string) => string,
): void {
  const { edits, text, eol, program } = module.file;
  const written = importsOf(module);
  const list = written && bare(written);
  const call = (indent: string): string => `CorsModule.forRoot(${optionsAt(indent, eol)})`;
  if (list?.type === 'ArrayExpression') {
    const [first] = list.elements;
    const isTall = first && text.slice(list.start, first.start).includes('\n');
    const indent = indentAt(text, isTall ? first.start : list.start);
    if (first) {
      edits.appendLeft(first.start, `${call(indent)},${isTall ? `${eol}${indent}` : ' '}`);
    } else edits.overwrite(list.start, list.end, `[${call(indent)}]`);
  } else addImports(module, call);
  const last = program.body.findLast(({ type }) => type === 'ImportDeclaration');
  if (last === undefined) return;
  const end = text[last.end - 1] === ';' ? ';' : '';
  const source = quoted(module.file, '@routecors/nestjs');
  edits.appendLeft(last.end, `${eol}import { CorsModule } from ${source}${end}`);
}

/** Adds `imports` to metadata that have none. */
function addImports({ file, metadata }: RootModule, call: (indent: string) => string): void {
  const { edits, text, eol } = file;
  const [first] = metadata.properties;
  const outer = indentAt(text, metadata.start);
  const isTall = first && text.slice(metadata.start, first.start).includes('\n');
  if (isTall) {
    const indent = indentAt(text, first.start);
    const deeper = `${indent}${indent.slice(outer.length)}`;
    const lines = ['imports: [', `${deeper}${call(deeper)},`, `${indent}],`, indent];
    edits.appendLeft(first.start, lines.join(eol));
  } else if (first) edits.appendLeft(first.start, `imports: [${call(outer)}], `);
  else edits.overwrite(metadata.start, metadata.end, `{ imports: [${call(outer)}] }`);
}

function importsOf({ metadata }: RootModule): Node | undefined {
  const property = metadata.properties.find(
    (one) => one.type === 'Property' && keyOf(one) === 'imports',
  );
  return property?.type === 'Property' ? property.value : undefined;
}

/** How compilers find what `./app.module` or `./app.module.js` means. */
function resolveImport(
  source: string,
  from: string,
  fileByName: FileByName,
): SourceFile | undefined {
  if (!source.startsWith('.')) return undefined;
  const path = posix.join(posix.dirname(from), source);
  const bareName = path.replace(/\.[cm]?js$/, '');
  const names = ['ts', 'mts', 'cts', 'js', 'mjs', 'cjs'].flatMap((extension) => [
    `${bareName}.${extension}`,
    `${path}.${extension}`,
    `${path}/index.${extension}`,
  ]);
  for (const name of [path, ...names]) {
    const file = fileByName(name);
    if (file) return file;
  }
  return undefined;
}

function moduleIn(file: SourceFile, name: string): RootModule | undefined {
  let found: RootModule | undefined;
  walk(file.program, (node) => {
    if (node.type !== 'ClassDeclaration' || node.id?.name !== name) return;
    for (const { expression } of node.decorators ?? []) {
      if (expression.type !== 'CallExpression' || expression.callee.type !== 'Identifier') continue;
      const [metadata] = expression.arguments;
      if (expression.callee.name === 'Module' && metadata?.type === 'ObjectExpression') {
        found = { file, name, decorator: expression, metadata };
      }
    }
  });
  return found;
}
