import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import { bare } from './source-file.ts';

/** Why a value is not known before the program runs: the node that nobody can foretell. */
export class Dynamic extends Error {
  readonly node: Node;
  constructor(node: Node) {
    super('known only at run time');
    this.node = node;
  }
}

/** More combinations than anybody writes. */
const mostValues = 64;

/**
 * All values that an expression of literals can have: a condition, whatever decides it, has those of both
 * sides. Throws `Dynamic` where one is not written down.
 */
export function valuesOf(expression: Node, bindings: Bindings): readonly unknown[] {
  const node = bare(expression);
  switch (node.type) {
    case 'Literal':
      return [literal(node)];
    case 'TemplateLiteral':
      if (node.expressions.length > 0) throw new Dynamic(node);
      return [node.quasis[0]?.value.cooked];
    case 'UnaryExpression':
      return valuesOf(node.argument, bindings).map((value) => negated(node, value));
    case 'BinaryExpression':
      return pairs(valuesOf(node.left, bindings), valuesOf(node.right, bindings)).map(
        ([left, right]) => computed(node, left, right),
      );
    case 'ConditionalExpression':
      return [...valuesOf(node.consequent, bindings), ...valuesOf(node.alternate, bindings)];
    case 'ArrayExpression':
      return lists(node, bindings);
    case 'Identifier':
      return valuesOf(constantOf(node, bindings), bindings);
    default:
      throw new Dynamic(node);
  }
}

/** What a name stands for, where that is a constant that nobody changes. */
export function constantOf(node: Extract<Node, { type: 'Identifier' }>, bindings: Bindings): Node {
  const binding = bindings.of(node.name);
  if (binding?.kind !== 'const') throw new Dynamic(node);
  if (bindings.references(node.name).some(({ around }) => isTouched(around))) {
    throw new Dynamic(node);
  }
  return binding.init;
}

/** Methods of arrays that leave them as they are. */
const readers = /^(?:includes|indexOf|some|every|find|map|filter|join|length|has|test)$/;

/** Whether something is done with a member: `list.push(…)`, `options.origin = …`. */
function isTouched(around: readonly Node[]): boolean {
  const parent = around.at(-1);
  if (parent?.type !== 'MemberExpression') return false;
  return parent.property.type !== 'Identifier' || !readers.test(parent.property.name);
}

function literal(node: Extract<Node, { type: 'Literal' }>): unknown {
  if (!('regex' in node)) return node.value;
  try {
    return new RegExp(node.regex.pattern, node.regex.flags);
  } catch {
    throw new Dynamic(node);
  }
}

function negated(node: Extract<Node, { type: 'UnaryExpression' }>, value: unknown): unknown {
  if (node.operator === '!') return !value;
  if (node.operator === '-' && typeof value === 'number') return -value;
  throw new Dynamic(node);
}

function computed(
  node: Extract<Node, { type: 'BinaryExpression' }>,
  left: unknown,
  right: unknown,
): unknown {
  if (node.operator === '+' && typeof left === 'string' && typeof right === 'string') {
    return left + right;
  }
  if (typeof left !== 'number' || typeof right !== 'number') throw new Dynamic(node);
  switch (node.operator) {
    case '+':
      return left + right;
    case '-':
      return left - right;
    case '*':
      return left * right;
    case '/':
      return left / right;
    default:
      throw new Dynamic(node);
  }
}

function lists(node: Extract<Node, { type: 'ArrayExpression' }>, bindings: Bindings): unknown[] {
  let all: (readonly unknown[])[] = [[]];
  for (const element of node.elements) {
    if (element === null) throw new Dynamic(node);
    const isSpread = element.type === 'SpreadElement';
    const values = valuesOf(isSpread ? element.argument : element, bindings);
    all = pairs(all, values).map(([list, value]) => {
      if (!isSpread) return [...list, value];
      if (!Array.isArray(value)) throw new Dynamic(element);
      return [...list, ...(value as readonly unknown[])];
    });
    if (all.length > mostValues) throw new Dynamic(node);
  }
  return all;
}

function pairs<Left, Right>(
  left: readonly Left[],
  right: readonly Right[],
): (readonly [Left, Right])[] {
  return left.flatMap((one) => right.map((other) => [one, other] as const));
}
