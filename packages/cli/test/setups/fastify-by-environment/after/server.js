import Fastify from 'fastify';
import cors from '@routecors/fastify';

const app = Fastify();

const methods = ['GET', 'POST', 'DELETE'];
await app.register(cors, {
  origin: process.env.NODE_ENV === 'production' ? ['https://app.example'] : '*',
  methods,
  optionsSuccessStatus: 200,
  cacheControl: 300,
});

app.get('/items', async (request, reply) => {
  reply.header('x-total-count', '3');
  return [];
});
app.post('/items', async () => ({ id: 1 }));
app.put('/items', async () => ({ id: 1 }));
app.delete('/items', async () => ({}));

await app.listen({ port: 3000 });
