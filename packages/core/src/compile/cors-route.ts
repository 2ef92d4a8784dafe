import { type PrintedPolicy, printPolicy } from '../policy/policy.ts';
import type { ResolvedPolicy } from './resolver.ts';

/** A route and its resolved policy as plain JSON, for tests, reviews and diffs. The same from every adapter. */
export interface CorsRoute {
  readonly method: string;
  /** The path as the framework's router has it, prefixes included. */
  readonly path: string;
  /** Constraints beyond the path, such as a host or a version; left out where there are none. */
  readonly constraints?: Readonly<Record<string, string>>;
  /** The policy as the shortest options that make it; `null` where no registration covers the route. */
  readonly policy: PrintedPolicy | null;
  /** Which level each option came from. */
  readonly from: Readonly<Record<string, string>>;
}

/** Describes one route, as `corsRoutes()` and `CorsInspector` return it. */
export function describeRoute(
  method: string,
  path: string,
  resolved: ResolvedPolicy<never> | undefined,
  constraints: Readonly<Record<string, unknown>> = {},
): CorsRoute {
  const names = Object.keys(constraints);
  const shown = Object.fromEntries(names.map((name) => [name, String(constraints[name])]));
  return {
    method,
    path,
    ...(names.length > 0 && { constraints: shown }),
    policy: resolved ? printPolicy(resolved.policy.policy) : null,
    from: { ...resolved?.from },
  };
}

/** Sorts by path, then method, so that two prints of one application are equal. */
export function sortRoutes(routes: readonly CorsRoute[]): readonly CorsRoute[] {
  return routes.toSorted((a, b) => compare(a.path, b.path) || compare(a.method, b.method));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
