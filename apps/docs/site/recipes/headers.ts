import rateLimit from '@fastify/rate-limit';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  origin: 'https://app.example',
  exposedHeaders: [
    'link',
    'x-total-count',
    'retry-after',
    'x-ratelimit-limit',
    'x-ratelimit-remaining',
    'x-ratelimit-reset',
  ],
});
app.register(rateLimit, { max: 2 });

app.register(async (routes) => {
  routes.get('/items', async (_request, reply) => {
    reply.header('x-total-count', 42);
    reply.header('link', '</items?page=2>; rel="next"');
    return ['pear', 'plum'];
  });
});
