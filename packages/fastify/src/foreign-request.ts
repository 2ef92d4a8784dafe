import {
  type ActualDecision,
  type ForeignDecision,
  type Provenance,
  decideForeign,
  mayBeForeign,
  provenanceOf,
} from '@routecors/core';
import type { FastifyError, FastifyRequest } from 'fastify';

/** Decides whether another site's page sent a request that its policy's `enforce` refuses. */
export function foreignRequest(
  decision: ActualDecision,
  request: FastifyRequest,
): ForeignDecision | undefined {
  return mayBeForeign(decision) ? decideForeign(decision, provenance(request)) : undefined;
}

/** What a request shows of its sender. */
export function provenance(request: FastifyRequest): Provenance {
  const { method = '', headers } = request.raw;
  // With trustProxy, the host that the proxy was asked for.
  return provenanceOf(method, headers, request.host);
}

/**
 * What a refused request is answered with, in the shape of Fastify's own errors: error handlers see
 * it. It says nothing of what was sent; the log does.
 */
export function foreignRequestError(): FastifyError {
  return Object.assign(
    new Error('A page of another site sent this request, and this route takes none of theirs.'),
    {
      name: 'FastifyError',
      code: 'CORS_FOREIGN_REQUEST',
      statusCode: 403,
    },
  );
}
