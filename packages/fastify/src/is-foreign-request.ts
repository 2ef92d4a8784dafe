import type { IncomingMessage } from 'node:http';

import { type CompiledPolicy, decideActual, isForeign, provenanceOf } from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { FastifyRouteTable } from './route-table.ts';

/** Makes `app.isForeignRequest`, for whatever has a door of its own beside Fastify's routes. */
export function createIsForeignRequest(table: () => FastifyRouteTable) {
  return async function isForeignRequest(
    this: FastifyInstance,
    request: FastifyRequest | IncomingMessage,
    name?: string,
  ): Promise<boolean> {
    const raw = 'raw' in request ? request.raw : request;
    const host = 'raw' in request ? request.host : raw.headers.host;
    const policy = policyFor(this, table(), raw, host, name);
    if (policy === undefined) {
      // Whoever asks is about to let somebody in: what nobody has a policy for stays outside.
      this.log.error(
        name === undefined
          ? `isForeignRequest: no registration of corsPlugin covers ${JSON.stringify(raw.url)}, so the request is taken for foreign. Fix: name a policy, or register corsPlugin around that path.`
          : `isForeignRequest: there is no policy named ${JSON.stringify(name)} here, so the request is taken for foreign. Fix: add it to 'policies', or correct the name.`,
      );
      return true;
    }
    // An origin function is asked about this request, too. It gets what the caller has.
    const { method = 'GET', url = '/', headers } = raw;
    const decision = await decideActual(policy, headers.origin, request as FastifyRequest, () =>
      table().targetOf(method, url, host),
    );
    return isForeign(decision, provenanceOf(raw.method ?? '', raw.headers, host));
  };
}

function policyFor(
  instance: FastifyInstance,
  table: FastifyRouteTable,
  raw: IncomingMessage,
  host: string | undefined,
  name: string | undefined,
): CompiledPolicy<FastifyRequest> | undefined {
  if (name !== undefined) return table.policyNamed(instance, name);
  return table.policyOf(raw.method ?? 'GET', raw.url ?? '/', host);
}
