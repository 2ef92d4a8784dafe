import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';

import type { Doorkeeper } from './doorkeeper.ts';
import { foreignRequestBody } from './foreign-request-exception.ts';

type Emit = (this: unknown, event: string, ...args: unknown[]) => boolean;

/**
 * Stands in front of everything that listens for `upgrade` on a server, whenever it began to: the
 * adapters of `ws` and socket.io, and listeners of the user's own. They come round Nest's request
 * hook. So does socket.io's long polling, which takes its requests away before Nest sees them.
 *
 * An event cannot be stopped by one of its listeners, so it is held back where it is emitted.
 */
export function guardUpgrades(server: Server, { admits, isTaken }: Doorkeeper): void {
  const emit = Reflect.get(server, 'emit') as Emit;
  const guarded: Emit = function emitGuarded(event, ...args) {
    const pass = (): boolean => emit.call(this, event, ...args);
    if (event === 'upgrade') {
      const [request, socket] = args as [IncomingMessage, Duplex];
      void admitUpgrade(request, socket, admits, pass);
      return true;
    }
    if (event === 'request') {
      const [request, response] = args as [IncomingMessage, ServerResponse];
      if (isTaken(request)) {
        void admitRequest(request, response, admits, pass);
        return true;
      }
    }
    return pass();
  };
  Object.defineProperty(server, 'emit', { configurable: true, writable: true, value: guarded });
}

async function admitUpgrade(
  request: IncomingMessage,
  socket: Duplex,
  admits: Doorkeeper['admits'],
  pass: () => void,
): Promise<void> {
  // Node has let go of the socket: an error that nobody listens for would end the process.
  socket.on('error', ignore);
  if (await admits(request)) {
    socket.off('error', ignore);
    pass();
    return;
  }
  const body = JSON.stringify(foreignRequestBody);
  socket.end(
    `HTTP/1.1 403 Forbidden\r\nConnection: close\r\nContent-Type: application/json; charset=utf-8\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    () => socket.destroy(),
  );
}

async function admitRequest(
  request: IncomingMessage,
  response: ServerResponse,
  admits: Doorkeeper['admits'],
  pass: () => void,
): Promise<void> {
  if (await admits(request)) {
    pass();
    return;
  }
  response.writeHead(403, { 'content-type': 'application/json; charset=utf-8', vary: 'Origin' });
  response.end(JSON.stringify(foreignRequestBody));
}

function ignore(): void {
  // The other side went away before it was answered.
}
