import type { Node } from 'oxc-parser';

/** The nearest function around a node. */
export function functionAround(around: readonly Node[]): Node | undefined {
  return around.findLast(({ type }) => /Function/.test(type));
}

/** What may stand between a function and something that is run whenever the function is. */
const plain =
  /^(?:Program|BlockStatement|ExpressionStatement|ReturnStatement|AwaitExpression|CallExpression|MemberExpression|TryStatement|VariableDecl\w+|Export\w+)$/;

/** Whether a node is run whenever the function around it is. */
export function isUnconditional(around: readonly Node[]): boolean {
  const home = around.findLastIndex(({ type }) => /Function/.test(type));
  return around.slice(home + 1).every(({ type }) => plain.test(type));
}
