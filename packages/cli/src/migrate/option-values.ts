import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import { Dynamic, constantOf, valuesOf } from './evaluate.ts';
import type { Finding } from './finding.ts';
import { type SourceFile, bare } from './source-file.ts';

export type ObjectNode = Extract<Node, { type: 'ObjectExpression' }>;
export type PropertyNode = Extract<Node, { type: 'Property' }>;

/** One option as it is written, and every value that it can have. */
export interface WrittenOption {
  readonly name: string;
  readonly property: PropertyNode;
  readonly values: readonly unknown[];
}

/** The object that options are written in; `undefined` where there are none. A finding where nobody can tell. */
export function optionsObject(
  node: Node | undefined,
  file: SourceFile,
  bindings: Bindings,
): { readonly object: ObjectNode | undefined } | { readonly finding: Finding } {
  if (node === undefined) return { object: undefined };
  const written = bare(node);
  if (written.type === 'ObjectExpression') return { object: written };
  if (written.type === 'Literal' && written.value === true) return { object: undefined };
  if (isFunction(written)) return { finding: optionsFunction(written) };
  if (written.type === 'Identifier') {
    try {
      const init = constantOf(written, bindings);
      if (isFunction(init)) return { finding: optionsFunction(written) };
      const binding = bindings.of(written.name);
      const isShared = binding?.kind === 'const' && binding.isExported;
      const isOnly = !isShared && bindings.references(written.name).length === 1;
      if (init.type === 'ObjectExpression') {
        return isOnly ? { object: init } : { finding: sharedOptions(written) };
      }
    } catch (error) {
      if (!(error instanceof Dynamic)) throw error;
    }
  }
  return { finding: knownAtRunTime(written, file) };
}

/** The options of an object with their values, and what stands in the way. */
export function readOptions(
  object: ObjectNode,
  file: SourceFile,
  bindings: Bindings,
): { readonly options: readonly WrittenOption[]; readonly findings: readonly Finding[] } {
  const options: WrittenOption[] = [];
  const findings: Finding[] = [];
  for (const property of object.properties) {
    const name = property.type === 'Property' ? keyOf(property) : undefined;
    if (property.type !== 'Property' || name === undefined) {
      findings.push(knownAtRunTime(property, file));
      continue;
    }
    try {
      options.push({ name, property, values: valuesOf(property.value, bindings) });
    } catch (error) {
      if (!(error instanceof Dynamic)) throw error;
      findings.push(atRunTime(name, property, error.node, file));
    }
  }
  return { options, findings };
}

/** The name of a property, unless it is computed. */
export function keyOf(property: PropertyNode): string | undefined {
  const { key, computed } = property;
  if (computed) return undefined;
  if (key.type === 'Identifier') return key.name;
  return key.type === 'Literal' && typeof key.value === 'string' ? key.value : undefined;
}

function isFunction(node: Node): boolean {
  return node.type === 'ArrowFunctionExpression' || node.type === 'FunctionExpression';
}

function atRunTime(name: string, property: PropertyNode, unknown: Node, file: SourceFile): Finding {
  if (name === 'delegator') return optionsFunction(property);
  if (name === 'origin' && isFunction(unknown)) return originFunction(property, unknown);
  return knownAtRunTime(property, file, unknown);
}

function originFunction(node: Node, unknown: Node): Finding {
  const isCallback = 'params' in unknown && unknown.params.length > 1;
  const calls = isCallback ? 'It waits for a callback' : 'It may answer more than true and false';
  return {
    code: 'origin-function',
    node,
    reason: `origin is a function. ${calls}; ours returns a boolean or a promise of one, and is not asked about requests without Origin, or about "null".`,
    fix: 'If it looks in a list, write the list: origin: allowedOrigins, and enforce: true where it refused requests with an error. Else return a boolean: origin: (origin) => isAllowed(origin).',
  };
}

function optionsFunction(node: Node): Finding {
  return {
    code: 'options-function',
    node,
    reason: 'Options are made for each request. Ours are made once, at boot, for each route.',
    fix: "Write what differs by route as the route's own policy (config.cors in Fastify, @Cors() in Nest), and what differs by origin as origin: (origin, request, { route, params }) => boolean.",
  };
}

function sharedOptions(node: Node): Finding {
  return {
    code: 'shared-options',
    node,
    reason: 'The options are used in more places than this, which may want the old ones.',
    fix: 'Write a copy of them that only this registration uses, and run migrate again.',
  };
}

function knownAtRunTime(node: Node, file: SourceFile, unknown: Node = node): Finding {
  const text = file.text.slice(unknown.start, unknown.end).replaceAll(/\s+/g, ' ').slice(0, 60);
  const [, variable] =
    /process\.env(?:\.|\[["'])(\w+)/.exec(file.text.slice(node.start, node.end)) ?? [];
  const fix =
    variable === undefined
      ? 'Look at what it can be. Then write these options for routecors by hand; routecors migrate --help names the differences.'
      : `For a list out of the environment write origin: originsFrom(process.env.${variable}, '${variable}'); originsFrom is exported beside the plugin.`;
  return {
    code: 'known-at-run-time',
    node: unknown,
    reason: `${text} is known only when the program runs, so nobody can say here what it grants.`,
    fix,
  };
}
