import type { FastifyInstance } from 'fastify';

/** WebSockets. No browser makes a CORS check for them: who may open one is for the server to say. */
export async function liveRoutes(app: FastifyInstance): Promise<void> {
  // For every page.
  app.get('/ticks', { websocket: true }, (socket) => socket.send('tick 1'));

  // For our own pages, by the origins of the policy around.
  app.get('/inbox', { websocket: true, config: { cors: { enforce: true } } }, (socket) =>
    socket.send('No mail.'),
  );
}
