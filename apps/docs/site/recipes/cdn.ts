import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  origin: ['https://app.example', 'https://admin.example'],
  policies: { public: { origin: '*' } },
});

// One copy for everybody.
app.get('/logo', { config: { cors: 'public' } }, async (_request, reply) => {
  reply.header('cache-control', 'public, max-age=3600');
  return 'logo';
});

// One copy for each origin: Vary: Origin says so, to pages without Origin as well.
app.get('/prices', async (_request, reply) => {
  reply.header('cache-control', 'public, max-age=60');
  return { pear: 3 };
});
