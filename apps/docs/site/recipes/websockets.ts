import websocket from '@fastify/websocket';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(websocket);
app.register(corsPlugin, {
  origin: 'https://app.example',
  credentials: true,
  enforce: true, // browsers make no CORS check for WebSockets: this does
});

app.register(async (routes) => {
  routes.get('/chat', { websocket: true }, (socket) => socket.send('hello'));
});
