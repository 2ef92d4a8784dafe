import type { Decision } from '../decide/decision.ts';
import { allowCredentials } from './allow-credentials.ts';
import { allowOrigin } from './allow-origin.ts';
import { cacheControl } from './cache-control.ts';
import { exposeHeaders } from './expose-headers.ts';
import { maxAge } from './max-age.ts';
import { vary } from './vary.ts';

/** Takes one header of a response. Fastify's reply and Express's response are of this shape. */
export interface HeaderSink {
  header(name: string, value: string): unknown;
}

/**
 * Writes the headers of a decision, `Vary` excepted, which has to be merged with what is there. Never
 * an empty value, never a name twice.
 */
export function writeHeaders(decision: Decision, sink: HeaderSink): void {
  const origin = allowOrigin(decision);
  if (origin === undefined) return;
  sink.header('access-control-allow-origin', origin);
  const credentials = allowCredentials(decision);
  if (credentials !== undefined) sink.header('access-control-allow-credentials', credentials);
  if (decision.kind === 'actual') {
    const exposed = exposeHeaders(decision);
    if (exposed !== undefined) sink.header('access-control-expose-headers', exposed);
    return;
  }
  const { allowMethods, allowHeaders } = decision;
  if (allowMethods !== undefined) sink.header('access-control-allow-methods', allowMethods);
  if (allowHeaders !== undefined) sink.header('access-control-allow-headers', allowHeaders);
  const seconds = maxAge(decision);
  if (seconds !== undefined) sink.header('access-control-max-age', seconds);
  const caching = cacheControl(decision);
  if (caching !== undefined) sink.header('cache-control', caching);
}

/** The headers of a decision as plain data, `Vary` included: for tests, and for servers without a framework. */
export function toHeaders(decision: Decision): Readonly<Record<string, string>> {
  const headers: Record<string, string> = {};
  writeHeaders(decision, { header: (name, value) => (headers[name] = value) });
  const varies = vary(decision);
  if (varies !== undefined) headers['vary'] = varies;
  return headers;
}
