import { isForbiddenMethod, isMethod } from '../fetch/method.ts';
import type { Policy } from '../policy/policy.ts';

/** The methods that a preflight may be granted, ready to be sent. */
export interface MethodGrant {
  readonly names: ReadonlySet<string>;
  /** The value of `Access-Control-Allow-Methods`; `undefined` where there is nothing to allow. */
  readonly value: string | undefined;
}

/** The asked method has no route, so nothing is granted. */
export const notRouted: MethodGrant = Object.freeze({ names: new Set<string>(), value: undefined });

/**
 * The grant of a path: those of its `methods` that share `policy`, cut to what the policy lists. A
 * browser keeps it under the URL, not under a route, so methods with another policy stay out.
 * (Fetch, "CORS-preflight cache")
 */
export function grantMethods(policy: Policy, methods: Iterable<string>): MethodGrant {
  const listed = policy.methods;
  const names = new Set<string>();
  for (const method of methods) {
    if (isForbiddenMethod(method)) continue;
    const isListed =
      listed === '*' || listed.includes(method) || (method === 'HEAD' && listed.includes('GET'));
    if (isListed) names.add(method);
  }
  return { names, value: names.size > 0 ? [...names].join(',') : undefined };
}

/**
 * The grant for a path that nothing is routed at: the asked method, so that the page can read the
 * 404, or whatever middleware answers there. Cut to what the policy lists, as everywhere.
 */
export function grantMissing(policy: Policy, method: string): MethodGrant {
  // A method called `*`, once granted, would stand in the browser's cache for every method.
  if (method === '*' || !isMethod(method) || isForbiddenMethod(method)) return notRouted;
  return grantMethods(policy, [method]);
}
