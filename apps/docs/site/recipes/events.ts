import { Readable } from 'node:stream';
import { setTimeout } from 'node:timers/promises';

import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, { origin: 'https://app.example', credentials: true });

app.get('/events', async (_request, reply) => {
  reply.type('text/event-stream').header('cache-control', 'no-store');
  return reply.send(Readable.from(ticks()));
});

async function* ticks(): AsyncGenerator<string> {
  for (let count = 1; count <= 3; count += 1) {
    yield `id: ${count}\ndata: tick ${count}\n\n`;
    await setTimeout(50);
  }
}
