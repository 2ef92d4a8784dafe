import httpProxy from '@fastify/http-proxy';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(corsPlugin, { origin: 'https://app.example', credentials: true });

// Your pages call /weather/today here; this server calls a service that knows nothing of CORS.
app.register(httpProxy, {
  upstream: process.env.WEATHER_URL ?? 'https://weather.example',
  prefix: '/weather',
  replyOptions: {
    // Your users' cookies are nobody else's business.
    rewriteRequestHeaders: (_request, { cookie: _cookie, authorization: _token, ...headers }) =>
      headers,
  },
});
