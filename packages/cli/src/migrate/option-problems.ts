import type { Node } from 'oxc-parser';

import { bootProblems } from './boot-problems.ts';
import type { Dialect } from './dialect.ts';
import type { Finding } from './finding.ts';
import type { WrittenOption } from './option-values.ts';
import type { Translated } from './outcome.ts';
import { bare } from './source-file.ts';

/** More than anybody writes: each is asked about. */
const mostCombinations = 256;

function tooMany(node: Node, count: number): Finding {
  return {
    code: 'known-at-run-time',
    node,
    reason: `These options can be ${count} different ones, and ${mostCombinations} are tried at most.`,
    fix: 'Write fewer conditions: one object for each environment.',
  };
}

/** What boot would say of any combination of the values. */
export async function problemsOf(
  translated: readonly Translated[],
  dialect: Dialect,
  anchor: Node,
): Promise<{ readonly findings: readonly Finding[]; readonly notes: readonly Finding[] }> {
  const findings = new Map<string, Finding>();
  const notes = new Map<string, Finding>();
  const nodeOf = (path: string): Node => {
    const name = /^options\.(\w+)/.exec(path)?.[1];
    const property = translated.find(({ outcome }) => outcome.name === name)?.option.property;
    return property ? deepest(property, path) : anchor;
  };
  const count = translated.reduce((all, { outcome }) => all * (outcome.values?.length ?? 1), 1);
  if (count > mostCombinations) return { findings: [tooMany(anchor, count)], notes: [] };
  for (const value of combinations(translated, dialect)) {
    if (value['methods'] === '*' && value['credentials'] === true) {
      findings.set('methods', {
        code: 'methods-wildcard',
        node: nodeOf('options.methods'),
        reason:
          'With credentials, browsers take methods: * for the name of a method, so PUT and the like never passed. Ours would grant them.',
        fix: "List the methods that pages use: methods: ['GET', 'POST'].",
      });
    }
    const { issues, warnings } = await bootProblems(value);
    for (const { code, path, message, hint } of issues) {
      const reason = `[${code}] ${message}`;
      findings.set(reason, { code: 'boot-refuses', node: nodeOf(path), reason, fix: hint });
    }
    for (const { code, path, message, hint } of warnings) {
      const reason = `[${code}] ${message}`;
      notes.set(reason, { code: 'boot-warns', node: nodeOf(path), reason, fix: hint });
    }
  }
  return { findings: [...findings.values()], notes: [...notes.values()] };
}

/** The entry of a list that a path such as `options.origin[1]` names, where the list is written in place. */
function deepest(property: WrittenOption['property'], path: string): Node {
  const index = /\[(\d+)\]$/.exec(path)?.[1];
  const list = bare(property.value);
  if (index === undefined || list.type !== 'ArrayExpression') return property;
  return list.elements[Number(index)] ?? property;
}

/** Every object that the options can make. */
function combinations(
  translated: readonly Translated[],
  dialect: Dialect,
): readonly Readonly<Record<string, unknown>>[] {
  let all: readonly Readonly<Record<string, unknown>>[] = [
    { origin: '*', methods: dialect.methods },
  ];
  for (const { outcome } of translated) {
    const { name, values = [] } = outcome;
    if (name !== undefined) {
      all = all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })));
    }
  }
  return all;
}
