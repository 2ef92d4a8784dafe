import {
  type CompiledPolicy,
  type Decision,
  type ResolvedPolicy,
  createResolver,
  decideActual,
  decideForeign,
  decidePreflight,
  emptyDraft,
  grantMethods,
  grantMissing,
  isPreflight,
  notRouted,
  preflightStatus,
  provenanceOf,
  toHeaders,
} from '../src/index.ts';
import type { Exchange, ServerCase } from './cases/server-case.ts';
import { nowhere } from './nowhere.ts';

async function decideSender(
  policy: CompiledPolicy<undefined>,
  { method, headers }: Exchange,
): Promise<Decision> {
  const decision = await decideActual(policy, headers['origin'], undefined, nowhere);
  const provenance = provenanceOf(method, headers, headers['host']);
  return decideForeign(decision, provenance) ?? decision;
}

function statusOf(decision: Decision, isRouted: boolean): number {
  if (decision.kind === 'preflight') return preflightStatus(decision);
  if (decision.kind === 'foreign') return 403;
  return isRouted ? 200 : 404;
}

/** A server without a framework: exact paths, HEAD for each GET, and the core for the rest. */
export function createCoreServer({ options, routes }: ServerCase) {
  const resolver = createResolver<undefined>();
  const scopeDraft = resolver.scope(emptyDraft, { path: 'register', value: options });
  const table = new Map<string, Map<string, ResolvedPolicy<undefined>>>();
  for (const { method, path, cors } of routes) {
    const level = { path: `${method} ${path}`, value: cors };
    const methods = method === 'GET' ? ['GET', 'HEAD'] : [method];
    const resolved = resolver.route(scopeDraft, [level], { path: level.path, methods });
    const byMethod = table.get(path) ?? new Map<string, ResolvedPolicy<undefined>>();
    table.set(path, byMethod);
    if (resolved) for (const name of methods) byMethod.set(name, resolved);
  }
  const scope = resolver.resolve(scopeDraft);
  resolver.report.finish();
  if (scope === undefined) throw new Error('a scope that was not refused has a policy');

  const decide = (exchange: Exchange): Decision | Promise<Decision> => {
    const { method, path, headers } = exchange;
    const head = {
      method,
      origin: headers['origin'],
      requestMethod: headers['access-control-request-method'],
      requestHeaders: headers['access-control-request-headers'],
    };
    const byMethod = table.get(path);
    if (!isPreflight(head)) {
      const policy = byMethod?.get(method)?.policy ?? scope.policy;
      return decideSender(policy, exchange);
    }
    const asked = head.requestMethod ?? '';
    const found = byMethod?.get(asked);
    if (found) {
      const sharing = [...(byMethod ?? [])].filter(([, other]) => other.policy === found.policy);
      const methods = grantMethods(
        found.policy.policy,
        sharing.map(([name]) => name),
      );
      return decidePreflight(
        { policy: found.policy, methods, route: undefined },
        head,
        undefined,
        nowhere,
      );
    }
    if (byMethod === undefined) {
      return decidePreflight(
        {
          policy: scope.policy,
          methods: grantMissing(scope.policy.policy, asked),
          route: undefined,
        },
        head,
        undefined,
        nowhere,
      );
    }
    const others = [...byMethod.values()];
    const live = others.find(({ policy }) => policy.origins.kind !== 'off');
    const policy = live ? scope.policy : (others[0] ?? scope).policy;
    return decidePreflight(
      { policy, methods: notRouted, route: undefined },
      head,
      undefined,
      nowhere,
    );
  };

  return async (exchange: Exchange) => {
    const decision = await decide(exchange);
    const isRouted = table.get(exchange.path)?.has(exchange.method) ?? false;
    return { decision, status: statusOf(decision, isRouted), headers: toHeaders(decision) };
  };
}
