import type { Node } from 'oxc-parser';

import { type Bindings, type Reference, requiredModule } from './bindings.ts';
import type { Finding } from './finding.ts';
import { type SourceFile, bare, stringOf, walk } from './source-file.ts';

const oldName = '@fastify/cors';
const newName = '@routecors/fastify';

type Call = Extract<Node, { type: 'CallExpression' }>;

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
    const rename = renameImport(file, binding.node, binding.declaration, binding.imported, name);
    if (rename === undefined) {
      findings.push(otherUse(binding.node));
      continue;
    }
    renames.push(rename.rename);
    understood.add(rename.source);
    for (const { node, around } of bindings.references(name)) registered(node, around);
  }
  walk(file.program, (node, around) => {
    if (stringOf(node) !== oldName || understood.has(node)) return;
    const inline = inlineImport(file, around);
    if (inline === undefined) {
      findings.push(otherUse(node));
      return;
    }
    renames.push(() => inline.rename(node));
    registered(inline.plugin.node, inline.plugin.around);
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
  const { callee } = call;
  const isRegister =
    callee.type === 'MemberExpression' &&
    callee.property.type === 'Identifier' &&
    callee.property.name === 'register';
  return isRegister ? call : undefined;
}

/** Names under which the old package exports its plugin. */
const pluginNames = new Set(['default', 'fastifyCors']);

function renameImport(
  file: SourceFile,
  node: Node,
  declaration: Node,
  imported: string,
  local: string,
): { readonly source: Node; readonly rename: () => void } | undefined {
  const { edits, text } = file;
  if (!pluginNames.has(imported)) return undefined;
  if (declaration.type === 'ImportDeclaration') {
    const { source } = declaration;
    const rename = (): void => {
      renameText(file, source);
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
  return {
    source,
    rename: () => {
      renameText(file, source);
      edits.overwrite(node.id.start, node.id.end, `{ corsPlugin: ${local} }`);
    },
  };
}

/** `require('@fastify/cors')` or `import('@fastify/cors')` in the place of a plugin. */
function inlineImport(
  file: SourceFile,
  around: readonly Node[],
): { readonly plugin: Reference; readonly rename: (source: Node) => void } | undefined {
  const node = around.at(-1);
  if (node === undefined) return undefined;
  const isRequire = requiredModule(node) === oldName;
  if (!isRequire && node.type !== 'ImportExpression') return undefined;
  return {
    plugin: { node, around: around.slice(0, -1) },
    rename: (source) => {
      renameText(file, source);
      if (isRequire) file.edits.appendLeft(node.end, '.corsPlugin');
    },
  };
}

function renameText({ edits }: SourceFile, source: Node): void {
  edits.overwrite(source.start + 1, source.end - 1, newName);
}
