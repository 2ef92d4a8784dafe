import cookie from '@fastify/cookie';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify(); // https://api.shop.example

app.register(cookie);
app.register(corsPlugin, {
  origin: ['https://shop.example', 'https://*.shop.example'],
  credentials: true,
  enforce: true, // no other site's page sends anything in the user's name
});

app.post('/session', async (_request, reply) => {
  reply.setCookie('sid', 'secret', { path: '/', httpOnly: true, secure: true, sameSite: 'lax' });
  return { welcome: 'Ada' };
});
app.get('/me', async ({ cookies }) => ({ sid: cookies.sid ?? null }));
