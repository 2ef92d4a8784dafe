import { type Server, request } from 'node:http';
import { type Duplex, duplexPair } from 'node:stream';

import type { Transport } from '../transport/transport.ts';
import { exchange, parserOptions } from './exchange.ts';
import { explainedTransport } from './explained-transport.ts';

/**
 * Straight into any `http.Server`, which need not listen: both ends of the connection are in memory,
 * and Node's own HTTP client and parser talk over it, so that the bytes are those of a real one.
 */
export function serverTransport(server: Server): Transport {
  return explainedTransport((sent) => {
    const [near, far] = duplexPair();
    // What applications ask of a socket: the peer's address, and whether there is TLS.
    Object.assign(far, { remoteAddress: '127.0.0.1', encrypted: sent.url.protocol === 'https:' });
    server.emit('connection', far);
    const url = new URL(sent.url);
    url.protocol = 'http:';
    const client = request(url, {
      // No agent: one would dial out by itself.
      createConnection: () => near,
      // `https:` has another default port, which must not show.
      setHost: false,
      ...parserOptions,
      signal: sent.signal,
    });
    client.setHeader('Host', sent.url.host);
    closeTogether(near, far);
    return exchange(client, sent);
  });
}

/** Two streams of a pair do not know of each other's end by violence. */
function closeTogether(near: Duplex, far: Duplex): void {
  near.once('close', () => far.destroy());
  far.once('close', () => {
    // What is still under way arrives first; the client then finds out that the rest is missing.
    if (!far.writableFinished && !near.destroyed) near.push(null);
  });
}
