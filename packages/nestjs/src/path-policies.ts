import {
  type CompiledPolicy,
  type Draft,
  type ResolvedPolicy,
  type Resolver,
  type TableRoute,
  pathOf,
  show,
} from '@routecors/core';
import { pathToRegexp } from 'path-to-regexp';

import { type CorsRequest, handsOff } from './options.ts';

/** The policy that `paths` gives to what no controller owns at the paths of a pattern. */
export interface PathPolicy {
  readonly pattern: string;
  /** `undefined` for {@link handsOff}. */
  readonly resolved: ResolvedPolicy<CorsRequest> | undefined;
  readonly matches: (path: string) => boolean;
}

type Resolve = (
  draft: Draft,
  entry: { readonly pattern: string; readonly value: unknown; readonly place: string },
) => ResolvedPolicy<CorsRequest> | undefined;

/** Takes `paths` out of the module's options, which stay what they were: a plain object, or an instance. */
export function splitOptions(value: unknown): {
  readonly paths: unknown;
  readonly options: unknown;
} {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, 'paths')) {
    return { paths: {}, options: value };
  }
  const { paths, ...own }: PropertyDescriptorMap = Object.getOwnPropertyDescriptors(value);
  return {
    paths: paths?.value,
    options: Object.create(Object.getPrototypeOf(value) as object, own),
  };
}

/**
 * Resolves the module's `paths`, the most specific pattern first. Problems go into the resolver's
 * report.
 *
 * @param place how messages name the option
 */
export function resolvePathPolicies(
  paths: unknown,
  place: string,
  draft: Draft,
  resolver: Resolver<CorsRequest>,
): readonly PathPolicy[] {
  const { refuse } = resolver.report;
  if (Object.prototype.toString.call(paths) !== '[object Object]') {
    refuse({
      code: 'value-type',
      path: place,
      value: paths,
      message: `${show(paths)} is no set of paths.`,
      hint: "Write paths: { '/graphql': 'partner' }.",
    });
    return [];
  }
  const resolve: Resolve = (around, entry) => {
    if (entry.value === handsOff) return undefined;
    // What is not there was meant to be a policy; for @Cors() it would mean "inherit".
    const value = entry.value === undefined ? null : entry.value;
    return resolver.route(around, [{ path: entry.place, value }], {
      path: entry.pattern,
      methods: [],
    });
  };
  return Object.entries(paths as object)
    .flatMap(([pattern, value]: [string, unknown]) => {
      const entryPlace = `${place}[${show(pattern)}]`;
      const matches = matcherOf(pattern);
      if (matches === undefined) {
        refuse({
          code: 'path-invalid',
          path: entryPlace,
          value: pattern,
          message: `${show(pattern)} is no pattern of paths.`,
          hint: "Write a whole path, prefixes included: '/graphql', '/static/*path', '/tenants/:id/feed'.",
        });
        return [];
      }
      return [
        { pattern, matches, resolved: resolve(draft, { pattern, value, place: entryPlace }) },
      ];
    })
    .toSorted((a, b) => literalLength(b.pattern) - literalLength(a.pattern));
}

/** The entry that a URL is under. */
export function pathPolicyAt(policies: readonly PathPolicy[], url: string): PathPolicy | undefined {
  if (policies.length === 0) return undefined;
  const path = decodedPath(url);
  return policies.find(({ matches }) => matches(path));
}

/** The policy of what no controller owns: that of the path, or else that of the module. */
export function policyUnder(
  policies: readonly PathPolicy[],
  moduleWide: ResolvedPolicy<CorsRequest>,
  url: string,
): CompiledPolicy<CorsRequest> | undefined {
  const entry = pathPolicyAt(policies, url);
  return entry ? entry.resolved?.policy : moduleWide.policy;
}

/** One line for each entry, as the inspector prints it: nobody can tell which methods are answered there. */
export function printedRoutes(policies: readonly PathPolicy[]): readonly TableRoute<CorsRequest>[] {
  return policies.map(({ pattern, resolved }) => ({
    methods: ['*'],
    paths: [pattern],
    host: undefined,
    unseen: {},
    resolved,
    scope: resolved,
  }));
}

/** Whether a pattern is one path, and no more. */
export const isExact = (pattern: string): boolean => !special.test(pattern);

const special = /[:*{}()[\]\\?+!]/;

/** Exact paths stand before patterns, and longer beginnings before shorter ones. */
function literalLength(pattern: string): number {
  const index = pattern.search(special);
  return index < 0 ? Infinity : index;
}

function matcherOf(pattern: string): ((path: string) => boolean) | undefined {
  if (!pattern.startsWith('/') || /[?#]/.test(pattern)) return undefined;
  try {
    // As Nest still takes it: a wildcard at the end may go without a name.
    const { regexp } = pathToRegexp(pattern.replace(/\/\*$/, '/*path'));
    return (path) => regexp.test(path);
  } catch {
    return undefined;
  }
}

/** Without needless encoding, which Fastify and the servers of files see through. */
function decodedPath(url: string): string {
  const path = pathOf(url);
  if (!path.includes('%')) return path;
  try {
    return decodeURI(path);
  } catch {
    return path;
  }
}
