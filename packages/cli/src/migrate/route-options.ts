import type { Node } from 'oxc-parser';

import type { Finding } from './finding.ts';
import { keyOf } from './option-values.ts';
import { type SourceFile, bare, walk } from './source-file.ts';

/**
 * Routes with options of their own: `config: { cors: … }`, `@RouteConfig({ cors: … })`. `@fastify/cors` does not heed them on preflights,
 * and we do, so what they grant would change. `false` closes the preflight as well, which is narrower.
 */
export function findRouteOptions({ program }: SourceFile): readonly Finding[] {
  const findings: Finding[] = [];
  walk(program, (node, around) => {
    if (node.type !== 'Property' || keyOf(node) !== 'cors') return;
    if (!isConfig(around.at(-2))) return;
    if (isBoolean(bare(node.value))) return;
    findings.push({
      code: 'route-options',
      node,
      reason:
        'The route has CORS options of its own. @fastify/cors used them for the request and the registration for its preflight; routecors uses them for both.',
      fix: 'Decide who may send preflights here, and keep it: config.cors, in Nest @Cors(), has the options of routecors, and lists replace those of the registration.',
    });
  });
  return findings;
}

/** `config: {…}` of Fastify's routes, and `@RouteConfig({…})` of Nest's. */
function isConfig(node: Node | undefined): boolean {
  if (node?.type === 'Property') return keyOf(node) === 'config';
  if (node?.type !== 'CallExpression' || node.callee.type !== 'Identifier') return false;
  return node.callee.name === 'RouteConfig';
}

function isBoolean(node: Node): boolean {
  return node.type === 'Literal' && typeof node.value === 'boolean';
}
