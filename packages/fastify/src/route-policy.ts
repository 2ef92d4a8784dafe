import type { CompiledPolicy, RouteTable } from '@routecors/core';
import type { FastifyRequest } from 'fastify';

import { requestHead } from './request-head.ts';

/** What is known of a route since its first request, by the table of that time. */
interface KnownPolicy {
  readonly table: RouteTable<FastifyRequest>;
  readonly policy: CompiledPolicy<FastifyRequest> | undefined;
}

const knownKey: unique symbol = Symbol.for('routecors.policy.v1');

/** Fastify makes a `config` of its own for each route, which is the one place that a request leads to. */
interface RouteConfig {
  [knownKey]?: KnownPolicy;
}

/**
 * The policy of the route that Fastify has found, or for its 404s that of the scope the path is under.
 * The table is asked once for each route: its router is Fastify's own, and finds the same.
 */
export function policyOf(
  table: RouteTable<FastifyRequest>,
  request: FastifyRequest,
): CompiledPolicy<FastifyRequest> | undefined {
  if (table.onlyPolicy) return table.onlyPolicy;
  const config = request.routeOptions.config as RouteConfig;
  const known = config[knownKey];
  // Policies that were replaced since are those of another table.
  if (known !== undefined && known.table === table) return known.policy;
  const { method, path, host } = requestHead(request);
  // All 404s of a scope share one config.
  if (request.is404) return table.policyOfPath(path);
  const policy = table.policyOf(method, path, host);
  config[knownKey] = { table, policy };
  return policy;
}
