import Fastify from 'fastify';
import { corsPlugin as fastifyCors } from '@routecors/fastify';

const app = Fastify();

const allowedOrigins = [
  'https://app.example',
  'https://admin.example',
] as const;
const corsOptions = {
  origin: [...allowedOrigins],
  credentials: true,
  maxAge: 86400,
  methods: ['GET', 'HEAD', 'POST'],
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
