import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

const app = Fastify();

app.register(corsPlugin, {
  origin: ['https://app.example', 'http://localhost:5173'], // your pages
  credentials: true, // with cookies
});

app.get('/me', async () => ({ name: 'Ada' }));
app.put('/me', async () => ({ saved: true }));
app.get('/feed', { config: { cors: { origin: '*' } } }, async () => ['for every page']);
app.post('/admin', { config: { cors: false } }, async () => 'for no page of another origin');

console.log(await app.listen({ port: Number(process.env.PORT ?? 3000) }));
