import corsPlugin, { originsFrom } from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  // ORIGINS="https://app.example https://admin.example" in production,
  // ORIGINS="http://localhost:*" on a developer's machine
  origin: originsFrom(process.env.ORIGINS, 'ORIGINS'),
  credentials: true,
});

app.put('/me', async () => ({ saved: true }));
