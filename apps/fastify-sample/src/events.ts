import type { FastifyInstance } from 'fastify';

/** Server-sent events on a hijacked reply: written past Fastify, and readable across origins all the same. */
export async function eventRoutes(app: FastifyInstance): Promise<void> {
  app.get('/events', (_request, reply) => {
    reply.hijack();
    const { raw } = reply;
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store' });
    let count = 0;
    const tick = (): void => {
      count += 1;
      raw.write(`id: ${count}\ndata: tick ${count}\n\n`);
      if (count === 3) raw.end();
    };
    tick();
    const timer = setInterval(tick, 100);
    raw.once('close', () => clearInterval(timer));
  });
}
