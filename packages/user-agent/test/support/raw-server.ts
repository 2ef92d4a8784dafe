import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

/** A server that says exactly the bytes it is told, whatever HTTP thinks of them. */
export interface RawServer {
  readonly origin: string;
  /** Each request's head as it arrived. */
  readonly heads: readonly string[];
  readonly sockets: ReadonlySet<Socket>;
  readonly close: () => Promise<void>;
}

export async function rawServer(
  respond: (socket: Socket, head: string) => void,
): Promise<RawServer> {
  const heads: string[] = [];
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => undefined);
    socket.on('close', () => sockets.delete(socket));
    let received = '';
    socket.on('data', (chunk) => {
      const before = received.includes('\r\n\r\n');
      received += chunk.toString('latin1');
      if (before || !received.includes('\r\n\r\n')) return;
      const head = received.slice(0, received.indexOf('\r\n\r\n'));
      heads.push(head);
      respond(socket, head);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    heads,
    sockets,
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** A response of one piece, the connection closed behind it. */
export function respondWith(lines: readonly string[], body = ''): (socket: Socket) => void {
  return (socket) => socket.end(`${lines.join('\r\n')}\r\n\r\n${body}`, 'latin1');
}
