import { type Report, type RouteTable, show } from '@routecors/core';

import type { CorsRequest } from './options.ts';
import type { PathPolicy } from './path-policies.ts';

/** Warns of entries of `paths` at which a controller's route stands, whose own policy is another. */
export function warnOfOwnedPaths(
  policies: readonly PathPolicy[],
  table: RouteTable<CorsRequest>,
  warn: Report,
): void {
  for (const { pattern, resolved } of policies) {
    const method = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'].find(
      (each) => table.policyOf(each, pattern, undefined) !== resolved?.policy,
    );
    if (method === undefined) continue;
    const { route } = table.targetOf(method, pattern, undefined);
    // A more specific entry may stand at the very same path.
    if (route === undefined) continue;
    warn({
      code: 'path-of-controller',
      path: `CorsModule paths[${show(pattern)}]`,
      value: pattern,
      message: `${method} ${pattern} reaches the route ${show(route)} of a controller, whose policy stands there.`,
      hint: 'Put @Cors() on that controller, or narrow its route.',
    });
  }
}
