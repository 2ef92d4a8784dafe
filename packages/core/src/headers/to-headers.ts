import type { Decision } from '../decide/decision.ts';
import { allowCredentials } from './allow-credentials.ts';
import { allowOrigin } from './allow-origin.ts';
import { cacheControl } from './cache-control.ts';
import { exposeHeaders } from './expose-headers.ts';
import { maxAge } from './max-age.ts';
import { vary } from './vary.ts';

/** All headers of a decision as plain data: never an empty value. Names are in lower case. */
export function toHeaders(decision: Decision): Readonly<Record<string, string>> {
  const headers = addHeaders<string>(decision, {});
  const caching = decision.kind === 'preflight' ? cacheControl(decision) : undefined;
  if (caching !== undefined) headers['cache-control'] = caching;
  return headers;
}

/**
 * Adds those of the protocol, and `Vary`, to headers that have none of them yet. `Cache-Control` is
 * not among them: a hook or an error handler may know better.
 */
export function addHeaders<Value>(
  decision: Decision,
  headers: Record<string, Value | string>,
): Record<string, Value | string> {
  const varies = vary(decision);
  if (varies !== undefined) headers['vary'] = varies;
  // A stranger's page is told nothing.
  if (decision.kind === 'foreign') return headers;
  const origin = allowOrigin(decision);
  if (origin === undefined) return headers;
  headers['access-control-allow-origin'] = origin;
  const credentials = allowCredentials(decision);
  if (credentials !== undefined) headers['access-control-allow-credentials'] = credentials;
  if (decision.kind === 'actual') {
    const exposed = exposeHeaders(decision);
    if (exposed !== undefined) headers['access-control-expose-headers'] = exposed;
    return headers;
  }
  const { allowMethods, allowHeaders } = decision;
  if (allowMethods !== undefined) headers['access-control-allow-methods'] = allowMethods;
  if (allowHeaders !== undefined) headers['access-control-allow-headers'] = allowHeaders;
  const seconds = maxAge(decision);
  if (seconds !== undefined) headers['access-control-max-age'] = seconds;
  return headers;
}
