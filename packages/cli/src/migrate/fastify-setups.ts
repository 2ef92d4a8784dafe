import type { Node } from 'oxc-parser';

import { type Binding, type Bindings, requiredModule } from './bindings.ts';
import { type Call, methodOf } from './calls.ts';
import { isUnconditional } from './conditions.ts';
import type { Finding } from './finding.ts';
import { removeStatements } from './remove-statements.ts';
import { type SourceFile, bare, stringOf, walk } from './source-file.ts';
import { quoted } from './text-style.ts';

const oldName = '@fastify/cors';
const newName = '@routecors/fastify';

/** `app.register(cors, options)`. */
export interface Registration {
  readonly call: Call;
  readonly options: Node | undefined;
}

/** Everything in a file that has to do with `@fastify/cors`. */
export interface FastifyUse {
  readonly registrations: readonly Registration[];
  /** Uses that are no registration. */
  readonly findings: readonly Finding[];
  /** Makes the imports ours. */
  readonly rewriteImports: () => void;
}

/** Finds what a file does with `@fastify/cors`. */
export function findFastifyUse(file: SourceFile, bindings: Bindings): FastifyUse {
  const registrations: Registration[] = [];
  const findings: Finding[] = [];
  const renames: (() => void)[] = [];
  const understood = new Set<Node>();
  const registered = (plugin: Node, around: readonly Node[]): void => {
    const call = registrationOf(plugin, around);
    if (call) registrations.push({ call, options: call.arguments[1] });
    else findings.push(otherUse(plugin));
  };

  for (const name of bindings.names) {
    const binding = bindings.of(name);
    if (binding?.kind !== 'import' && binding?.kind !== 'require') continue;
    if (binding.source !== oldName) continue;
    const renamed = renameImport(file, bindings, binding, name);
    if (renamed === undefined) {
      findings.push(otherUse(binding.node));
      // Said once is enough.
      walk(binding.declaration, (node) => understood.add(node));
      continue;
    }
    renames.push(renamed.rename);
    understood.add(renamed.source);
    for (const { node, around } of bindings.references(name)) registered(node, around);
  }
  walk(file.program, (node, around) => {
    if (stringOf(node) !== oldName || understood.has(node)) return;
    const plugin = around.at(-1);
    const isInline = plugin && (requiredModule(plugin) === oldName || isImport(plugin));
    // It is loaded at the top from now on: where it was loaded on a condition, it may not be there.
    if (
      !isInline ||
      !isUnconditional(around.slice(0, -1)) ||
      bindings.names.includes('corsPlugin')
    ) {
      findings.push(otherUse(node));
      return;
    }
    registered(plugin, around.slice(0, -1));
    renames.push(() => hoistPlugin(file, bindings, plugin));
  });
  return {
    registrations,
    findings,
    rewriteImports: () => {
      for (const rename of renames) rename();
    },
  };
}

function otherUse(node: Node): Finding {
  return {
    code: 'other-use',
    node,
    reason: `This use of ${oldName} is no register(cors, options).`,
    fix: `Register corsPlugin of ${newName} where it is used, and import the type CorsPluginOptions for FastifyCorsOptions.`,
  };
}

/** The call whose first argument is the plugin. */
function registrationOf(plugin: Node, around: readonly Node[]): Call | undefined {
  const call = around.at(-1);
  if (call?.type !== 'CallExpression' || call.arguments[0] !== plugin) return undefined;
  return methodOf(call) === 'register' ? call : undefined;
}

/** Names under which the old package exports its plugin. */
const pluginNames = new Set(['default', 'fastifyCors']);

function renameImport(
  file: SourceFile,
  bindings: Bindings,
  { imported, declaration, node }: Extract<Binding, { kind: 'import' | 'require' }>,
  local: string,
): { readonly source: Node; readonly rename: () => void } | undefined {
  const { edits, text } = file;
  if (!pluginNames.has(imported)) return undefined;
  if (declaration.type === 'ImportDeclaration') {
    const { source } = declaration;
    const rename = (): void => {
      edits.overwrite(source.start + 1, source.end - 1, newName);
      if (node.type === 'ImportSpecifier' && imported !== 'default') {
        edits.overwrite(node.start, node.end, `corsPlugin as ${local}`);
      }
    };
    return { source, rename };
  }
  if (node.type !== 'VariableDeclarator' || !node.init) return undefined;
  const init = bare(node.init);
  const source = init.type === 'CallExpression' ? init.arguments[0] : undefined;
  // A pattern of more than the plugin is a person's.
  if (source === undefined || /[,:]/.test(text.slice(node.id.start, node.id.end))) return undefined;
  const factory = factoryStatement(file, bindings);
  const isLate = factory !== undefined && factory.start <= declaration.start;
  const isAlone =
    declaration.type === 'VariableDeclaration' && declaration.declarations.length === 1;
  if (isLate && !(isAlone && file.program.body.some((one) => one === declaration))) {
    return undefined;
  }
  return {
    source,
    rename: () => {
      if (isLate) {
        removeStatements(file, [[declaration.start, declaration.end]]);
        insertRequire(file, `{ corsPlugin: ${local} }`, factory);
      } else {
        edits.overwrite(source.start + 1, source.end - 1, newName);
        edits.overwrite(node.id.start, node.id.end, `{ corsPlugin: ${local} }`);
      }
    },
  };
}

function isImport({ type }: Node): boolean {
  return type === 'ImportExpression';
}

/** Puts a name in the place of an inline `require()` or `import()`, and imports it where all else is. */
function hoistPlugin(file: SourceFile, bindings: Bindings, plugin: Node): void {
  const { edits, program, eol } = file;
  edits.overwrite(plugin.start, plugin.end, 'corsPlugin');
  const last = program.body.findLast(({ type }) => type === 'ImportDeclaration');
  if (last) {
    const end = file.text[last.end - 1] === ';' ? ';' : '';
    edits.appendLeft(last.end, `${eol}import corsPlugin from ${quoted(file, newName)}${end}`);
  } else insertRequire(file, '{ corsPlugin }', factoryStatement(file, bindings));
}

/** Requires ours before the server is made: only then are its routes known from the first one on. */
function insertRequire(file: SourceFile, pattern: string, factory: Node | undefined): void {
  const { edits, program, eol, text } = file;
  const place = factory ?? program.body.find((one) => !('directive' in one && one.directive));
  const end = /;\s*$/m.test(text) ? ';' : '';
  const line = `const ${pattern} = require(${quoted(file, newName)})${end}${eol}`;
  edits.appendLeft(place?.start ?? 0, line);
}

/** The statement of a file that calls `fastify()`, or `require('fastify')()`. */
function factoryStatement({ program }: SourceFile, bindings: Bindings): Node | undefined {
  const isFactory = (callee: Node): boolean => {
    if (requiredModule(callee) === 'fastify') return true;
    const binding = callee.type === 'Identifier' ? bindings.of(callee.name) : undefined;
    return (
      (binding?.kind === 'require' || binding?.kind === 'import') && binding.source === 'fastify'
    );
  };
  return program.body.find((statement) => {
    let isFound = false;
    walk(statement, (node) => {
      if (node.type === 'CallExpression' && isFactory(node.callee)) isFound = true;
    });
    return isFound;
  });
}
