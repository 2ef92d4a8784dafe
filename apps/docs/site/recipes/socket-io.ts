import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';
import { Server } from 'socket.io';

export const app = Fastify();

const origin = ['https://app.example'];

app.register(corsPlugin, { origin, credentials: true });

// It answers before Fastify does, on the same port: its headers are its own …
const io = new Server(app.server, {
  cors: { origin, credentials: true },
  // … and who may connect, by polling or by a WebSocket, is asked of the policy.
  allowRequest: (request, callback) => {
    app.isForeignRequest(request).then(
      (isForeign) => callback(null, !isForeign),
      () => callback(null, false),
    );
  },
});
io.on('connection', (socket) => socket.emit('hello'));

app.addHook('preClose', () => io.close());
