import type { AddressInfo } from 'node:net';

import { createSample } from 'fastify-sample';
import { createUpstream } from 'fastify-sample/upstream';

/** A running sample server. */
export interface RunningSample {
  readonly address: string;
  readonly close: () => Promise<void>;
}

export interface SampleContender {
  readonly name: string;
  readonly start: (pageOrigin: string) => Promise<RunningSample>;
}

const partnerOrigin = 'https://partner.example';

/** Every server that must answer the browsers alike. */
export const samples: readonly SampleContender[] = [
  {
    name: 'fastify-sample',
    start: async (pageOrigin) => {
      const upstream = createUpstream();
      const address = await upstream.listen({ port: 0, host: '127.0.0.1' });
      const app = createSample({ pageOrigins: [pageOrigin], partnerOrigin, upstream: address });
      await app.listen({ port: 0, host: '127.0.0.1' });
      const { port } = app.server.address() as AddressInfo;
      return {
        address: `http://localhost:${port}`,
        close: async () => {
          app.server.closeAllConnections();
          await Promise.all([app.close(), upstream.close()]);
        },
      };
    },
  },
];
