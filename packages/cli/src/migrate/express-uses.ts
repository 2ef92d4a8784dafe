import type { Node } from 'oxc-parser';

import { type Bindings, type Reference, requiredModule } from './bindings.ts';
import type { Finding } from './finding.ts';
import type { Range } from './remove-statements.ts';
import { type SourceFile, walk } from './source-file.ts';

/** Uses of the middleware `cors` beside those that Nest applications are given whole. */
export function findExpressUses(
  file: SourceFile,
  bindings: Bindings,
  taken: readonly Range[],
): readonly Finding[] {
  const uses: Node[] = [];
  for (const name of bindings.names) {
    const binding = bindings.of(name);
    const isImported = binding?.kind === 'import' || binding?.kind === 'require';
    if (!isImported || binding.source !== 'cors') continue;
    if (binding.imported !== 'default' && binding.imported !== '*') continue;
    uses.push(
      ...bindings
        .references(name)
        .filter(isValue)
        .map(({ node }) => node),
    );
  }
  walk(file.program, (node, around) => {
    const isDeclared = around.at(-1)?.type === 'VariableDeclarator';
    if (requiredModule(node) === 'cors' && !isDeclared) uses.push(node);
  });
  return uses
    .filter(({ start }) => !taken.some(([from, to]) => start >= from && start < to))
    .map(plainExpress);
}

/** Types, as in `cors.CorsOptions`, run nowhere. */
function isValue({ around }: Reference): boolean {
  return !/^TS(?:QualifiedName|Type)/.test(around.at(-1)?.type ?? '');
}

function plainExpress(node: Node): Finding {
  return {
    code: 'plain-express',
    node,
    reason:
      'This is the middleware of plain Express, in which each router and route may have its own. routecors is for Fastify and for Nest.',
    fix: 'Keep cors here. In Nest write @Cors({ … }) on the controllers of these routes; for another framework build on @routecors/core.',
  };
}
