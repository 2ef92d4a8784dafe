import Fastify, { type FastifyInstance } from 'fastify';

/** Somebody else's API: it allows its own page, and nobody else's. We cannot change it, only call it. */
export function createUpstream(): FastifyInstance {
  const app = Fastify();
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', 'https://their-page.example');
    reply.header('access-control-allow-credentials', 'true');
    reply.header('vary', 'accept-language');
  });
  app.get('/weather', async () => ({ city: 'Oslo', celsius: -3 }));
  return app;
}
