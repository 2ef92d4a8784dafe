import type { ResolvedPolicy } from './resolver.ts';

/** An exact host, or a pattern of them. */
export type HostConstraint = string | RegExp;

/** A declared route with its policy, as an adapter found it. */
export interface TableRoute<Request> {
  readonly methods: readonly string[];
  /** Every pattern that it is routed at, prefixes included. */
  readonly paths: readonly string[];
  /** A host constraint in the framework's own form: the one constraint that a preflight shows. */
  readonly host: HostConstraint | undefined;
  /** Constraints that a preflight does not show, such as a version. */
  readonly unseen: Readonly<Record<string, unknown>>;
  /** `undefined` where no registration covers the route, or its policy was refused. */
  readonly resolved: ResolvedPolicy<Request> | undefined;
  /** The policy of the scope that it was declared in. */
  readonly scope: ResolvedPolicy<Request> | undefined;
}

/** One method of a route at one of its paths. */
export interface RouteAtPath<Request> {
  readonly route: TableRoute<Request>;
  readonly method: string;
  readonly path: string;
}

/** Every method of every route at each of its paths, in the order of declaration. */
export function everyPath<Request>(
  routes: readonly TableRoute<Request>[],
): readonly RouteAtPath<Request>[] {
  return routes.flatMap((route) =>
    route.methods.flatMap((method) => route.paths.map((path) => ({ route, method, path }))),
  );
}

/** Whether a route has constraints that a preflight does not show. */
export function isConstrained(route: TableRoute<never>): boolean {
  return Object.keys(route.unseen).length > 0;
}

/** What the framework calls a route that was found at `path`: the first of its patterns. */
export function patternOf({ paths }: TableRoute<never>, path: string): string {
  return paths[0] ?? path;
}
