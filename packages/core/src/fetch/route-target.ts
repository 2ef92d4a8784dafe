/** Path parameters by name, decoded as the router does it. A wildcard's is one string, slashes included. */
export type PathParams = Readonly<Record<string, string>>;

/**
 * What a request is for. It is the same on a preflight as on the request that the preflight asks
 * about, which else show different things: a preflight is routed nowhere.
 */
export interface RouteTarget {
  /** The method of the request; of a preflight, the one that it asks about. */
  readonly method: string;
  /** The pattern of the route, as the framework's router has it: `/t/:tenant/items`. `undefined` where nothing is routed at the path. */
  readonly route: string | undefined;
  /** The parameters that the pattern takes from the path; empty where nothing is routed there. */
  readonly params: PathParams;
  /** The host that was asked, in lower case and without its port; as the framework trusts a proxy to tell it. `undefined` where the request names none. */
  readonly host: string | undefined;
}

/** A `Host`, or `:authority`, without its port and in lower case. */
export function hostName(host: string | undefined): string | undefined {
  const name = host?.replace(/:\d*$/, '').toLowerCase();
  return name === '' ? undefined : name;
}

/** For a path without parameters, or without a route. */
export const noParams: PathParams = Object.freeze({});

/** Parameters as a router left them, as plain data: routers differ in prototypes, and in what a wildcard is. */
export function pathParams(found: unknown): PathParams {
  if (typeof found !== 'object' || found === null) return noParams;
  const params = Object.entries(found).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return [[name, value] as const];
    return Array.isArray(value) ? [[name, value.join('/')] as const] : [];
  });
  return params.length === 0 ? noParams : Object.freeze(Object.fromEntries(params));
}
