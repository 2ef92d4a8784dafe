import type { AddressInfo } from 'node:net';

import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

import { createOriginList } from '../../src/index.ts';
import { type StoreName, kinds } from './stores.ts';

// A server with a live list, as one of many: `server-process.ts STORE URL`.
const [name, url = ''] = process.argv.slice(2);
const list = createOriginList({
  source: kinds[name as StoreName].source(url),
  poll: 300,
  timeout: 3000,
  debounce: 5,
  backoff: { min: 10, max: 100 },
  log: { warn: () => undefined },
});
const server = Fastify({ forceCloseConnections: true });
server.register(corsPlugin, { origin: [list], credentials: true });
server.put('/', async () => 'x');
await server.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ port: (server.server.address() as AddressInfo).port });

// The test says that it is enough, or is gone.
process.once('message', () => void server.close().then(() => process.disconnect()));
process.once('disconnect', () => process.exit());
