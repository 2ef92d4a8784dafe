import multipart from '@fastify/multipart';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, { origin: 'https://app.example' });
app.register(multipart);

app.post('/photos', async (request) => {
  const file = await request.file();
  return { bytes: (await file?.toBuffer())?.length ?? 0 };
});
