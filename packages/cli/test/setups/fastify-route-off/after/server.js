import Fastify from 'fastify';
import cors from '@routecors/fastify';

const app = Fastify();

await app.register(cors, { origin: ['https://app.example'], methods: ['GET', 'PUT', 'POST'] });

app.get('/items', async (request, reply) => {
  reply.header('x-total-count', '3');
  return [];
});
app.post('/items', async () => ({ id: 1 }));
app.put('/items', async () => ({ id: 1 }));
app.delete('/items', async () => ({}));
app.get('/internal', { config: { cors: false } }, async () => 'ours');
app.put('/internal', { config: { cors: false } }, async () => 'ours');

await app.listen({ port: 3000 });
