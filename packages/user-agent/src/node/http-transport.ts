import http from 'node:http';
import https from 'node:https';
import { rootCertificates } from 'node:tls';

import type { Transport } from '../transport/transport.ts';
import { exchange, parserOptions } from './exchange.ts';

export interface HttpTransportOptions {
  /** Certificate authorities to trust beside those of Node.js and `NODE_EXTRA_CA_CERTS`, in PEM. */
  readonly ca?: string | readonly string[];
}

/**
 * Real HTTP and HTTPS, on Node's own client rather than its `fetch`, which would not let `Origin`,
 * `Cookie` and `Referer` through. Each request has a connection of its own, so that nothing keeps a
 * process alive. Names are resolved with `dns.lookup`.
 */
export function createHttpTransport(options: HttpTransportOptions = {}): Transport {
  const tls = options.ca === undefined ? {} : { ca: [...rootCertificates, ...[options.ca].flat()] };
  return (request) => {
    const { request: open } = request.url.protocol === 'https:' ? https : http;
    const { signal } = request;
    return exchange(open(request.url, { ...tls, agent: false, ...parserOptions, signal }), request);
  };
}
