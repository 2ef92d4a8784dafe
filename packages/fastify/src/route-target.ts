import { type RouteTarget, hostName, noParams, pathParams } from '@routecors/core';
import type { FastifyRequest } from 'fastify';

/** The route that Fastify has found for a request; none for its 404s, whatever their parameters are. */
export function routeTarget(request: FastifyRequest): RouteTarget {
  const { method, params, routeOptions, is404 } = request;
  const route = is404 ? undefined : routeOptions.url;
  return {
    method,
    route,
    params: route === undefined ? noParams : pathParams(params),
    host: hostName(request.host),
  };
}
