import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, {
  origin: [
    'https://app.example',
    'https://*.preview.example', // each preview below a domain of yours
  ],
  credentials: true,
  policies: {
    // Where the host is shared with strangers, previews get no cookies.
    catalog: { origin: ['https://app.example', 'https://shop-*-acme.vercel.app'] },
  },
});

app.get('/me', async () => ({ name: 'Ada' }));
app.get('/catalog', { config: { cors: 'catalog' } }, async () => ['pear', 'plum']);
