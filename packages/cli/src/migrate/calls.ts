import type { Node } from 'oxc-parser';

export type Call = Extract<Node, { type: 'CallExpression' }>;

/** `use` of `app.use(…)`. */
export function methodOf({ callee }: Call): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return undefined;
  return callee.property.name;
}

/** `app` of `app.use(…)`. */
export function receiverOf({ callee }: Call): string | undefined {
  if (callee.type !== 'MemberExpression' || callee.object.type !== 'Identifier') return undefined;
  return callee.object.name;
}
