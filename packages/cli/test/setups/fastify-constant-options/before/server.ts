import Fastify from 'fastify';
import { fastifyCors } from '@fastify/cors';

const app = Fastify();

const allowedOrigins = [
  'https://app.example',
  'https://admin.example',
] as const;
const corsOptions = {
  origin: [...allowedOrigins],
  credentials: true,
  maxAge: 60 * 60 * 24 * 30,
  preflight: true,
};
await app.register(fastifyCors, corsOptions);

app.get('/items', async (request, reply) => {
  reply.header('x-total-count', '3');
  return [];
});
app.post('/items', async () => ({ id: 1 }));
app.put('/items', async () => ({ id: 1 }));
app.delete('/items', async () => ({}));

await app.listen({ port: 3000 });
