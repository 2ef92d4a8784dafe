import type { AddressInfo } from 'node:net';

import { createSample } from 'fastify-sample';
import { createUpstream } from 'fastify-sample/upstream';
import { type SampleOptions as NestOptions, createSample as createNestSample } from 'nest-sample';

/** A running sample server. */
export interface RunningSample {
  readonly address: string;
  readonly close: () => Promise<void>;
}

/** A sample that can be started for a page. */
export interface Sample {
  readonly name: string;
  readonly start: (pageOrigin: string) => Promise<RunningSample>;
}

const partnerOrigin = 'https://partner.example';

/** Every server that must answer the browsers alike. */
export const samples: readonly Sample[] = [
  { name: 'fastify-sample', start: startFastify },
  { name: 'nest-sample on Express', start: (pageOrigin) => startNest('express', pageOrigin) },
  { name: 'nest-sample on Fastify', start: (pageOrigin) => startNest('fastify', pageOrigin) },
];

async function startFastify(pageOrigin: string): Promise<RunningSample> {
  const upstream = await startUpstream();
  const options = { pageOrigins: [pageOrigin], partnerOrigin, upstream: upstream.address };
  const app = createSample(options);
  await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address: addressOf(app.server),
    close: async () => {
      await Promise.all([app.close(), upstream.close()]);
    },
  };
}

async function startNest(
  platform: NestOptions['platform'],
  pageOrigin: string,
): Promise<RunningSample> {
  const upstream = await startUpstream();
  const pageOrigins = [pageOrigin];
  const options = { platform, pageOrigins, partnerOrigin, upstream: upstream.address };
  const app = await createNestSample(options);
  await app.listen(0, '127.0.0.1');
  return {
    address: addressOf(app.getHttpServer() as { address(): AddressInfo }),
    close: async () => {
      await Promise.all([app.close(), upstream.close()]);
    },
  };
}

async function startUpstream() {
  const upstream = createUpstream();
  const address = await upstream.listen({ port: 0, host: '127.0.0.1' });
  return { address, close: () => upstream.close() };
}

function addressOf(server: { address(): AddressInfo | string | null }): string {
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}
