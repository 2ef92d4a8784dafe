import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import type { Finding } from './finding.ts';
import { corsCall } from './nest-setups.ts';
import { type SourceFile, walk } from './source-file.ts';

/** Uses of the middleware `cors` beside those that Nest applications are given whole. */
export function findExpressUses(
  file: SourceFile,
  bindings: Bindings,
  taken: readonly (readonly [start: number, end: number])[],
): readonly Finding[] {
  const findings: Finding[] = [];
  walk(file.program, (node) => {
    const isTaken = taken.some(([start, end]) => node.start >= start && node.end <= end);
    if (!isTaken && corsCall(node, bindings)) findings.push(plainExpress(node));
  });
  return findings;
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
