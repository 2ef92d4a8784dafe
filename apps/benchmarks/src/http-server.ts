import { corsPlugin } from '@routecors/fastify';
import Fastify from 'fastify';

import { allowedOrigin } from './asks.ts';
import { handWritten } from './fastify-servers.ts';

/** A server in a process of its own: its arguments are who answers and how many routes there are. */
const [who, count] = process.argv.slice(2);
const app = Fastify();
if (who === 'routecors') await app.register(corsPlugin, { origin: allowedOrigin });
if (who === 'hand-written') app.addHook('onRequest', handWritten);
for (let index = 0; index < Number(count); index += 1) {
  app.get(index === 0 ? '/item' : `/item-${index}`, (_request, reply) => reply.send('ok'));
}
await app.listen({ port: 0, host: '127.0.0.1' });
const address = app.server.address();
process.send?.(typeof address === 'object' ? address?.port : undefined);
// Whoever asks is told the processor time used so far, in microseconds.
process.on('message', () => {
  const { user, system } = process.cpuUsage();
  process.send?.(user + system);
});
process.on('disconnect', () => process.exit());
