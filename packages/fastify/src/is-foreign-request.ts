import type { IncomingMessage } from 'node:http';

import {
  type CompiledPolicy,
  createLineAllowance,
  decideActual,
  isForeign,
  pathOf,
  provenanceOf,
  show,
} from '@routecors/core';
import type { FastifyInstance, FastifyRequest } from 'fastify';

import type { FastifyRouteTable } from './route-table.ts';

/** Makes `app.isForeignRequest`, for whatever has a door of its own beside Fastify's routes. */
export function createIsForeignRequest(table: () => FastifyRouteTable) {
  const maySay = createLineAllowance();
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
      if (maySay()) this.log.error(`isForeignRequest: ${whyUnknown(raw.url, name)}`);
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

/** Without the query, which may hold what no log should. */
function whyUnknown(url = '/', name: string | undefined): string {
  return name === undefined
    ? `no registration of corsPlugin covers ${show(pathOf(url))}, so the request is taken for foreign. Fix: name a policy, or register corsPlugin around that path.`
    : `there is no policy named ${show(name)} here, so the request is taken for foreign. Fix: add it to 'policies', or correct the name.`;
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
