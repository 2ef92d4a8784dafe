import type { IncomingMessage } from 'node:http';

import type { RequestHead } from '@routecors/core';
import type { FastifyRequest } from 'fastify';

/** What the core wants to know of a request, and where it goes. */
export interface FastifyRequestHead extends RequestHead {
  /** As the router sees it: after `rewriteUrl`, with its query. */
  readonly path: string;
  readonly host: string | undefined;
}

/** Translates Fastify's request in. */
export function requestHead(request: FastifyRequest): FastifyRequestHead {
  return headOf(request.raw);
}

/** Translates Node's request in. Node joins several lines of these fields with `, `. */
export function headOf(request: IncomingMessage): FastifyRequestHead {
  const { method = '', url = '/', headers } = request;
  return {
    method,
    path: url,
    // As find-my-way derives it, empty lines included.
    host: headers.host || headers[':authority']?.toString(),
    origin: headers.origin,
    requestMethod: headers['access-control-request-method'],
    requestHeaders: headers['access-control-request-headers'],
  };
}
