import type { Finding } from './finding.ts';
import { type SourceFile, stringOf, walk } from './source-file.ts';

/** Files that run beside the application, and not in it. */
export function isTest({ name }: SourceFile): boolean {
  return /(?:^|\/)(?:test|tests|__tests__)\/|[.-](?:spec|test)\.[cm]?[jt]sx?$/.test(name);
}

/**
 * Places that send CORS headers by themselves. They had the last word; ours holds what leaves to the policy,
 * which may be wider.
 */
export function findOwnHeaders(file: SourceFile): readonly Finding[] {
  if (isTest(file)) return [];
  const findings: Finding[] = [];
  walk(file.program, (node) => {
    if (!/^access-control-allow-/i.test(stringOf(node) ?? '')) return;
    findings.push({
      code: 'own-headers',
      node,
      reason:
        'A header of CORS is set by hand here. It stood so far; routecors replaces it with what the policy of the route says.',
      fix: 'Say it as the policy of the route (config.cors in Fastify, @Cors() in Nest), and remove the header. Then run migrate again.',
    });
  });
  return findings;
}
