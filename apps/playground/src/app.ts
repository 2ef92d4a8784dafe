import type { AddressInfo } from 'node:net';

import { explain } from '@routecors/fastify';
import { createSample } from 'fastify-sample';
import { createUpstream } from 'fastify-sample/upstream';

import { createPageServer } from './page-server.ts';
import { createRelay } from './relay.ts';
import { createWireLog } from './wire-log.ts';

/** Where the playground listens; port 0 takes a free one. */
export interface PlaygroundPorts {
  readonly page: number;
  readonly api: number;
}

/** A running playground. */
export interface Playground {
  /** The address to open. */
  readonly page: string;
  readonly api: string;
  readonly close: () => Promise<void>;
}

/** Starts the page, the API that it calls, and the API that our API calls. All on this machine only. */
export async function startPlayground(ports: PlaygroundPorts): Promise<Playground> {
  const log = createWireLog();
  let settings = { api: '', stranger: '' };
  const pages = createPageServer(() => settings, log);
  const upstream = createUpstream();
  const upstreamAddress = await upstream.listen({ port: 0, host: '127.0.0.1' });
  await pages.listen({ port: ports.page, host: '127.0.0.1' });
  const pagePort = portOf(pages.server);
  const page = `http://localhost:${pagePort}`;

  const sample = createSample({
    pageOrigins: [page],
    partnerOrigin: 'https://partner.example',
    upstream: upstreamAddress,
  });
  sample.addHook('onResponse', async (request) => {
    if (request.corsDecision) log.addReason(request.url, explain(request.corsDecision));
  });
  const behind = await sample.listen({ port: 0, host: '127.0.0.1' });
  const relay = createRelay(() => behind, log.addExchange);
  await new Promise<void>((resolve, reject) => {
    relay.once('error', reject).listen(ports.api, '127.0.0.1', resolve);
  });

  const api = `http://localhost:${portOf(relay)}`;
  // An address and a name of one machine are two origins to a browser.
  settings = { api, stranger: `http://127.0.0.1:${pagePort}` };
  return {
    page,
    api,
    close: async () => {
      relay.closeAllConnections();
      pages.server.closeAllConnections();
      relay.close();
      await Promise.all([pages.close(), sample.close(), upstream.close()]);
    },
  };
}

function portOf(server: { address(): AddressInfo | string | null }): number {
  return (server.address() as AddressInfo).port;
}
