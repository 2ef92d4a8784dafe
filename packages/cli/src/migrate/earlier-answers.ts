import type { Node } from 'oxc-parser';

import type { Bindings } from './bindings.ts';
import { type Call, methodOf, receiverOf } from './calls.ts';
import type { Finding } from './finding.ts';
import { type SourceFile, stringOf, walk } from './source-file.ts';

/** Middleware that hands every request on, or answers only what it cannot read. */
const silent = new Set([
  'body-parser',
  'compression',
  'cookie-parser',
  'cors',
  'express',
  'express-session',
  'helmet',
  'morgan',
]);

/**
 * What stands before the set-up in its file and may answer requests: without CORS headers so far, since the
 * old packages come in their turn. Ours comes before everything, so that pages would get to read it.
 */
export function findEarlier(file: SourceFile, bindings: Bindings, setup: Node): readonly Finding[] {
  const receiver = setup.type === 'CallExpression' ? receiverOf(setup) : undefined;
  if (receiver === undefined) return [];
  const findings: Finding[] = [];
  walk(file.program, (node) => {
    if (node.type !== 'CallExpression' || node.start >= setup.start) return;
    if (receiverOf(node) === receiver && mayAnswer(node, bindings)) findings.push(earlier(node));
  });
  return findings;
}

function mayAnswer(node: Call, bindings: Bindings): boolean {
  const [first] = node.arguments;
  switch (methodOf(node)) {
    case 'addHook':
      return stringOf(first) === 'onRequest';
    case 'useStaticAssets':
      return true;
    case 'use':
      return stringOf(first) !== undefined || !isSilent(first, bindings);
    default:
      return false;
  }
}

/** `helmet()`, `express.json()`, and the like. */
function isSilent(node: Node | undefined, bindings: Bindings): boolean {
  if (node?.type !== 'CallExpression') return false;
  const { callee } = node;
  const named = callee.type === 'MemberExpression' ? callee.object : callee;
  const binding = named.type === 'Identifier' ? bindings.of(named.name) : undefined;
  const isImported = binding?.kind === 'import' || binding?.kind === 'require';
  return isImported && silent.has(binding.source);
}

function earlier(node: Node): Finding {
  return {
    code: 'answers-before',
    node,
    reason:
      'This stands before the set-up, so what it answers has no CORS headers, preflights included. routecors comes before everything, so pages of the policy would get to read it.',
    fix: 'If they may, move the set-up above this and run migrate again. If not, give these paths a policy of their own.',
  };
}
