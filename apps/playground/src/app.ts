import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import { createUpstream } from 'fastify-sample/upstream';

import { type PageSettings, createPageServer } from './page-server.ts';
import { createRelay } from './relay.ts';
import { startSamples } from './samples.ts';
import { createWireLog } from './wire-log.ts';

/** Where the playground listens. The servers take `api` and the ports after it; port 0 takes free ones. */
export interface PlaygroundPorts {
  readonly page: number;
  readonly api: number;
}

/** A running playground. */
export interface Playground {
  /** The address to open. */
  readonly page: string;
  readonly servers: PageSettings['servers'];
  readonly close: () => Promise<void>;
}

/** Starts the page, the servers that it calls, and the API that these call. All on this machine only. */
export async function startPlayground(ports: PlaygroundPorts): Promise<Playground> {
  const log = createWireLog();
  let settings: PageSettings = { servers: [], stranger: '' };
  const pages = createPageServer(() => settings, log);
  await pages.listen({ port: ports.page, host: '127.0.0.1' });
  const pagePort = portOf(pages.server);
  const page = `http://localhost:${pagePort}`;

  const upstream = createUpstream();
  const samples = await startSamples({
    pageOrigins: [page],
    partnerOrigin: 'https://partner.example',
    upstream: await upstream.listen({ port: 0, host: '127.0.0.1' }),
  });
  const relays = samples.map(({ address }) => createRelay(address, log.add));
  await Promise.all(
    relays.map((relay, index) => listen(relay, ports.api === 0 ? 0 : ports.api + index)),
  );

  const servers = relays.map((relay, index) => ({
    name: samples[index]?.name ?? '',
    api: `http://localhost:${portOf(relay)}`,
  }));
  // An address and a name of one machine are two origins to a browser.
  settings = { servers, stranger: `http://127.0.0.1:${pagePort}` };
  return {
    page,
    servers,
    close: async () => {
      for (const relay of relays) {
        relay.closeAllConnections();
        relay.close();
      }
      pages.server.closeAllConnections();
      await Promise.all([pages, ...samples, upstream].map((each) => each.close()));
    },
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject).listen(port, '127.0.0.1', resolve);
  });
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
