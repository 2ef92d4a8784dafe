import Fastify from 'fastify';
import cors from '@fastify/cors';

const app = Fastify();

await app.register(cors);

app.get('/items', async (request, reply) => {
  reply.header('x-total-count', '3');
  return [];
});
app.post('/items', async () => ({ id: 1 }));
app.put('/items', async () => ({ id: 1 }));
app.delete('/items', async () => ({}));

await app.listen({ port: 3000 });
