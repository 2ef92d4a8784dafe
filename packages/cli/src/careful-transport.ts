import type { Transport, TransportRequest } from '@routecors/user-agent';

/** What the transport noticed that the trace does not tell. */
export interface CarefulTransport {
  readonly transport: Transport;
  /** The request that was held back, if one was. */
  readonly heldBack: () => TransportRequest | undefined;
  /** The error of the last request that got no answer. */
  readonly lastError: () => unknown;
}

/** Methods that ask and change nothing. (RFC 9110, section 9.2.1) */
const safe: ReadonlySet<string> = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Lets through what a server's data survives, and the rest only where `send` says so. */
export function createCarefulTransport(network: Transport, send: boolean): CarefulTransport {
  let held: TransportRequest | undefined;
  let lastError: unknown;
  return {
    transport: async (request) => {
      if (!send && !safe.has(request.method)) {
        held = request;
        throw new TypeError(`${request.method} was not sent.`);
      }
      try {
        return await network(request);
      } catch (error) {
        lastError = error;
        throw error;
      }
    },
    heldBack: () => held,
    lastError: () => lastError,
  };
}
