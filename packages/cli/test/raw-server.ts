import { STATUS_CODES } from 'node:http';
import { type AddressInfo, type Socket, createServer } from 'node:net';

import type { Answer } from './broken-servers/broken-server.ts';

/** A server on a socket: no HTTP library makes some of the mistakes. */
export interface RawServer {
  readonly url: string;
  /** The heads (and bodies) that arrived, in order. */
  readonly requests: readonly string[];
  readonly close: () => Promise<void>;
}

/** Hands every connection over once a request has arrived on it. */
export async function listen(
  onRequest: (socket: Socket, head: string) => void,
): Promise<RawServer> {
  const requests: string[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      requests.push(data.toString('latin1'));
      onRequest(socket, data.toString('latin1'));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/items`,
    requests,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** Answers preflights and all else as told at the time. */
export function listenFor(
  answers: (head: string) => { readonly preflight?: Answer; readonly actual?: Answer },
): Promise<RawServer> {
  return listen((socket, head) => {
    const { preflight = {}, actual = {} } = answers(head);
    const { status = 200, headers = [] } = head.startsWith('OPTIONS ') ? preflight : actual;
    const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
    const reason = STATUS_CODES[status] ?? '';
    const text = `HTTP/1.1 ${status} ${reason}\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`;
    socket.end(Buffer.from(text, 'latin1'));
  });
}
