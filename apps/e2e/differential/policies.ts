import {
  type CorsOptions,
  type Decision,
  type ResolvedPolicy,
  createResolver,
  decideActual,
  decidePreflight,
  emptyDraft,
  grantMethods,
  preflightStatus,
  toHeaders,
} from '@routecors/core';

import type { Arrived, Lines } from './pair.ts';

const own = ['PUT', 'PATCH', 'GET', 'HEAD', 'POST'] as const;

/** Policies as people write them, for the page's origin. */
const options: readonly ((origin: string) => CorsOptions)[] = [
  () => ({ origin: '*' }),
  () => ({ origin: '*', exposedHeaders: '*', allowedHeaders: ['x-token'] }),
  (origin) => ({ origin: [origin] }),
  (origin) => ({ origin: [origin], credentials: true }),
  (origin) => ({
    origin: [origin],
    credentials: true,
    exposedHeaders: ['x-a', 'x-b'],
    maxAge: 600,
  }),
  (origin) => ({
    origin: [origin],
    credentials: true,
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['x-a'],
  }),
  () => ({ origin: ['https://other.example'], credentials: true }),
  () => ({ origin: false }),
];

export const policyCount: number = options.length;

/** Answers requests as a server with one of the policies would. */
export function createPolicies(
  origin: string,
): (policy: number, request: Arrived) => Promise<{ status: number | null; lines: Lines }> {
  const resolver = createResolver<undefined>();
  const routes = options.map((make, index) => {
    const scope = resolver.scope(emptyDraft, { path: `policy ${index}`, value: make(origin) });
    return resolver.route(scope, [], { path: `policy ${index}`, methods: own });
  });
  resolver.report.finish();
  return async (policy, request) => {
    const route = routes[policy];
    if (route === undefined) throw new Error(`There is no policy ${policy}.`);
    const decision = await decide(route, request);
    const status = decision.kind === 'preflight' ? preflightStatus(decision) : null;
    return { status, lines: Object.entries(toHeaders(decision)) };
  };
}

async function decide(route: ResolvedPolicy<undefined>, request: Arrived): Promise<Decision> {
  const head = {
    method: request['method'] ?? '',
    origin: request['origin'],
    requestMethod: request['access-control-request-method'],
    requestHeaders: request['access-control-request-headers'],
  };
  const isPreflight = head.method === 'OPTIONS' && head.requestMethod !== undefined;
  if (!isPreflight) return decideActual(route.policy, head.origin, undefined);
  return decidePreflight(route.policy, grantMethods(route.policy.policy, own), head, undefined);
}
