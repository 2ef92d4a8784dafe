import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { DecisionEvent } from '@routecors/core';
import { createUpstream } from 'fastify-sample/upstream';

import { createAttemptLog } from './attempt-log.ts';
import { type Behind, type PageSettings, createPageServer } from './page-server.ts';
import { type WireExchange, createRelay } from './relay.ts';
import { startSamples } from './samples.ts';
import { startScratch } from './scratch.ts';
import { hearDecisions } from './server-reason.ts';

/** Where the playground listens. The servers take `api` and the three ports after it; port 0 takes free ones. */
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
  const wire = createAttemptLog<WireExchange>();
  const decisions = createAttemptLog<DecisionEvent>();
  const stopHearing = hearDecisions((event) => decisions.add(event.url, event));
  let settings: PageSettings = { servers: [], scratch: '', policy: {}, stranger: '' };
  let behind: Behind | undefined;
  const pages = createPageServer({
    settings: () => settings,
    wire,
    decisions,
    behind: () => behind,
  });
  await pages.listen({ port: ports.page, host: '127.0.0.1' });
  const pagePort = portOf(pages.server);
  const page = `http://localhost:${pagePort}`;

  const upstream = createUpstream();
  const samples = await startSamples({
    pageOrigins: [page],
    partnerOrigin: 'https://partner.example',
    upstream: await upstream.listen({ port: 0, host: '127.0.0.1' }),
  });
  const scratch = await startScratch(page);
  const relays = [...samples, scratch].map(({ address }) =>
    createRelay(address, (exchange) => wire.add(exchange.request.url, exchange)),
  );
  await Promise.all(
    relays.map((relay, index) => listen(relay, ports.api === 0 ? 0 : ports.api + index)),
  );

  const addresses = relays.map((relay) => `http://localhost:${portOf(relay)}`);
  const servers = samples.map(({ name }, index) => ({ name, api: addresses[index] ?? '' }));
  behind = {
    reload: scratch.reload,
    routesOf: (url) =>
      [...samples, scratch][addresses.indexOf(new URL(url).origin)]?.routes() ?? [],
  };
  // An address and a name of one machine are two origins to a browser.
  settings = {
    servers,
    scratch: addresses.at(-1) ?? '',
    policy: scratch.policy,
    stranger: `http://127.0.0.1:${pagePort}`,
  };
  return {
    page,
    servers,
    close: async () => {
      stopHearing();
      for (const relay of relays) {
        relay.closeAllConnections();
        relay.close();
      }
      pages.server.closeAllConnections();
      await Promise.all([pages, ...samples, scratch, upstream].map((each) => each.close()));
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
