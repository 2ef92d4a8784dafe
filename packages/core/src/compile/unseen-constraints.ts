import { type ConflictingRoute, checkConflict } from '../policy/conflict.ts';
import type { Report } from '../policy/issue.ts';
import { mayOverlap } from './path-overlap.ts';
import { type HostConstraint, type RouteAtPath, isConstrained } from './table-route.ts';

/**
 * Refuses routes whose constraints a preflight does not show, where it could be for either of two
 * that would answer it differently. That holds for more general patterns too: a request with a
 * version that the nearest pattern does not have goes on to the next one that matches.
 */
export function checkUnseenConstraints(
  candidates: readonly RouteAtPath<never>[],
  report: Report,
): void {
  candidates.forEach((candidate, index) => {
    if (!isConstrained(candidate.route)) return;
    candidates.forEach((rival, rivalIndex) => {
      // Of two with constraints, the later one reports.
      const isTurn = rivalIndex < index || !isConstrained(rival.route);
      if (isTurn && mayBeMeant(rival, candidate)) {
        checkConflict(conflicting(rival), conflicting(candidate), report);
      }
    });
  });
}

/** Whether one preflight could be for either of two routes with different policies. */
function mayBeMeant(a: RouteAtPath<never>, b: RouteAtPath<never>): boolean {
  return (
    // First what settles it for most: few policies, many routes.
    a.route.resolved?.policy !== b.route.resolved?.policy &&
    a.method === b.method &&
    mayShareHost(a.route.host, b.route.host) &&
    mayOverlap(a.path, b.path)
  );
}

/** Whether one host could meet both constraints; of patterns that is not known. */
function mayShareHost(a: HostConstraint | undefined, b: HostConstraint | undefined): boolean {
  return typeof a !== 'string' || typeof b !== 'string' || a === b;
}

function conflicting({ route, method, path }: RouteAtPath<never>): ConflictingRoute {
  const shown = Object.entries(route.unseen).map(([name, value]) => `${name} ${String(value)}`);
  const note = shown.length > 0 ? ` (${shown.join(', ')})` : '';
  return { path: `${method} ${path}${note}`, policy: route.resolved?.policy.policy };
}
