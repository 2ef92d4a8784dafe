import { corsPlugin } from '@routecors/fastify';
import Fastify from 'fastify';

import { allowedOrigin } from './asks.ts';

/** Boots once, in a fresh process, and tells what that took. */
const [who, count] = process.argv.slice(2);
globalThis.gc?.();
const before = process.memoryUsage().heapUsed;
const start = process.hrtime.bigint();
const app = Fastify();
if (who !== 'no CORS') await app.register(corsPlugin, { origin: allowedOrigin });
for (let index = 0; index < Number(count); index += 1) {
  const config = who === 'routecors, a level each' ? { cors: { maxAge: 600 } } : {};
  app.get(`/item-${index}`, { config }, (_request, reply) => reply.send('ok'));
}
await app.ready();
const nanoseconds = Number(process.hrtime.bigint() - start);
globalThis.gc?.();
process.send?.({ nanoseconds, held: process.memoryUsage().heapUsed - before });
await app.close();
process.disconnect();
