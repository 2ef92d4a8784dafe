import type { Node } from 'oxc-parser';

import { type SourceFile, bare, stringOf, walk } from './source-file.ts';

/** What a name of a file stands for. */
export type Binding =
  | {
      readonly kind: 'import' | 'require';
      /** The module's specifier. */
      readonly source: string;
      /** The name that the module exports it by; `default` is also what `require` returns. */
      readonly imported: string;
      /** The whole declaration, which may bring other names. */
      readonly declaration: Node;
      /** The specifier or declarator that brings this one. */
      readonly node: Node;
    }
  | {
      readonly kind: 'const';
      readonly init: Node;
      /** Whether other files may use it. */
      readonly isExported: boolean;
      readonly declaration: Node;
      readonly node: Node;
    }
  | { readonly kind: 'other' };

/** A place that uses a name. */
export interface Reference {
  readonly node: Node;
  readonly around: readonly Node[];
}

export interface Bindings {
  /** What a name stands for, where it stands for one thing in the whole file. */
  readonly of: (name: string) => Binding | undefined;
  readonly names: readonly string[];
  readonly references: (name: string) => readonly Reference[];
}

/** The names of a file. One that is declared twice, in whatever scopes, is nobody's: nothing is guessed. */
export function findBindings({ program }: SourceFile): Bindings {
  const bound = new Map<string, Binding[]>();
  const used = new Map<string, Reference[]>();
  const declare = (name: string, binding: Binding): void => {
    append(bound, name, binding);
  };
  walk(program, (node, around) => {
    const parent = around.at(-1);
    switch (node.type) {
      case 'ImportDeclaration':
        for (const specifier of node.specifiers) {
          declare(specifier.local.name, {
            kind: 'import',
            source: node.source.value,
            imported: importedName(specifier),
            declaration: node,
            node: specifier,
          });
        }
        break;
      case 'TSImportEqualsDeclaration':
        if (node.moduleReference.type === 'TSExternalModuleReference') {
          declare(node.id.name, {
            kind: 'require',
            source: node.moduleReference.expression.value,
            imported: 'default',
            declaration: node,
            node,
          });
        }
        break;
      case 'VariableDeclarator':
        declareVariable(node, around, declare);
        break;
      case 'FunctionDeclaration':
      case 'FunctionExpression':
      case 'ArrowFunctionExpression':
        if (node.type !== 'ArrowFunctionExpression' && node.id) {
          declare(node.id.name, { kind: 'other' });
        }
        for (const parameter of node.params) {
          for (const name of namesIn(parameter)) declare(name, { kind: 'other' });
        }
        break;
      case 'ClassDeclaration':
        if (node.id) declare(node.id.name, { kind: 'other' });
        break;
      case 'CatchClause':
        if (node.param) for (const name of namesIn(node.param)) declare(name, { kind: 'other' });
        break;
      case 'Identifier':
        if (isReference(node, parent)) {
          append(used, node.name, { node, around });
        }
        break;
      default:
    }
  });
  return {
    names: [...bound.keys()],
    of: (name) => {
      const all = bound.get(name) ?? [];
      return all.length === 1 ? all[0] : undefined;
    },
    references: (name) => used.get(name) ?? [],
  };
}

function append<Value>(lists: Map<string, Value[]>, name: string, value: Value): void {
  const list = lists.get(name);
  if (list) list.push(value);
  else lists.set(name, [value]);
}

/** The module that `require('…')` names. */
export function requiredModule(node: Node): string | undefined {
  if (node.type !== 'CallExpression' || node.callee.type !== 'Identifier') return undefined;
  return node.callee.name === 'require' ? stringOf(node.arguments[0]) : undefined;
}

function importedName(specifier: Node): string {
  if (specifier.type !== 'ImportSpecifier') {
    return specifier.type === 'ImportDefaultSpecifier' ? 'default' : '*';
  }
  const { imported } = specifier;
  return imported.type === 'Identifier' ? imported.name : imported.value;
}

function declareVariable(
  node: Extract<Node, { type: 'VariableDeclarator' }>,
  around: readonly Node[],
  declare: (name: string, binding: Binding) => void,
): void {
  const declaration = around.at(-1);
  const isExported = around.at(-2)?.type === 'ExportNamedDeclaration';
  const init = node.init ? bare(node.init) : undefined;
  const isConst = declaration?.type === 'VariableDeclaration' && declaration.kind === 'const';
  const source = init && requiredModule(init);
  if (source !== undefined && declaration) {
    for (const [name, imported] of requiredNames(node.id)) {
      declare(name, { kind: 'require', source, imported, declaration, node });
    }
  } else if (isConst && init && node.id.type === 'Identifier') {
    declare(node.id.name, { kind: 'const', init, isExported, declaration, node });
  } else {
    for (const name of namesIn(node.id)) declare(name, { kind: 'other' });
  }
}

/** Pairs of a local name and the one that the module exports. */
function requiredNames(pattern: Node): (readonly [string, string])[] {
  if (pattern.type === 'Identifier') return [[pattern.name, 'default']];
  if (pattern.type !== 'ObjectPattern') return namesIn(pattern).map((name) => [name, '*']);
  return pattern.properties.flatMap((property) => {
    if (property.type !== 'Property') return [];
    const { key, value } = property;
    return key.type === 'Identifier' && value.type === 'Identifier'
      ? [[value.name, key.name] as const]
      : namesIn(value).map((name) => [name, '*'] as const);
  });
}

function namesIn(pattern: Node): string[] {
  const names: string[] = [];
  walk(pattern, (node, around) => {
    const parent = around.at(-1);
    if (node.type === 'Identifier' && (parent === undefined || isBound(node, parent))) {
      names.push(node.name);
    }
  });
  return names;
}

/** Whether an identifier within a pattern is bound by it: no key, no default, no type. */
function isBound(node: Node, parent: Node): boolean {
  switch (parent.type) {
    case 'Property':
      return parent.value === node;
    case 'AssignmentPattern':
      return parent.left === node;
    case 'ArrayPattern':
    case 'RestElement':
      return true;
    case 'TSParameterProperty':
      return parent.parameter === node;
    default:
      return false;
  }
}

function isReference(node: Node, parent: Node | undefined): boolean {
  switch (parent?.type) {
    case 'MemberExpression':
      return parent.object === node || parent.computed;
    case 'Property':
      return parent.value === node || parent.computed;
    case 'VariableDeclarator':
      return parent.init === node;
    case 'TSImportEqualsDeclaration':
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return false;
    default:
      return true;
  }
}
