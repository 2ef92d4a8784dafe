import { once } from 'node:events';
import { type AddressInfo, type Socket, connect, createServer } from 'node:net';

/** A network between a server and its store, which a test can cut. */
export interface Proxy {
  readonly port: number;
  /** From now on nothing arrives any more, and nobody is told: as with a pulled cable. */
  readonly cut: () => void;
  /** What is connected from now on gets through; what was cut stays dead. */
  readonly mend: () => void;
  readonly close: () => Promise<void>;
}

export async function createProxy(target: number): Promise<Proxy> {
  const sockets = new Set<Socket>();
  let isCut = false;
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(from);
      from.on('data', (chunk) => {
        if (!dead.has(from)) to.write(chunk);
      });
      // Nor does the end of a connection get through.
      from.on('close', () => {
        sockets.delete(from);
        if (!dead.has(from)) to.destroy();
      });
      from.on('error', () => undefined);
      if (isCut) dead.add(from);
    }
  });
  const dead = new WeakSet<Socket>();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    cut: () => {
      isCut = true;
      for (const socket of sockets) dead.add(socket);
    },
    mend: () => {
      isCut = false;
    },
    close: async () => {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
