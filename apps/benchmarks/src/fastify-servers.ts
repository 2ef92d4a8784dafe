import cors from '@fastify/cors';
import { corsPlugin } from '@routecors/fastify';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { allowedOrigin } from './asks.ts';

type Done = (error?: Error) => void;
export type Hook = (request: FastifyRequest, reply: FastifyReply, done: Done) => void;

/** Makes a ready server. `origins` are whom it allows. */
export type MakeServer = (origins: readonly string[]) => Promise<FastifyInstance>;

/** What one writes by hand for one origin: the very headers that routecors sends, ready to be sent. */
export const handWritten: Hook = (request, reply, done) => {
  const { method, headers } = request.raw;
  const isPreflight =
    method === 'OPTIONS' && headers['access-control-request-method'] !== undefined;
  if (headers.origin === allowedOrigin) {
    reply.header('access-control-allow-origin', allowedOrigin);
    if (isPreflight) {
      reply.header('access-control-allow-methods', 'GET,HEAD');
      reply.header('access-control-allow-headers', 'content-type');
    }
  }
  if (!isPreflight) {
    reply.header('vary', 'Origin');
    done();
    return;
  }
  reply.header('vary', preflightVary);
  reply.code(headers.origin === allowedOrigin ? 204 : 403).send();
};

const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

export const servers = {
  'no CORS': () => serve(() => undefined),
  'hand-written': () => serve((app) => void app.addHook('onRequest', handWritten)),
  routecors: (origins) => serve((app) => app.register(corsPlugin, { origin: [...origins] })),
  '@fastify/cors': (origins) => serve((app) => app.register(cors, { origin: [...origins] })),
} as const satisfies Record<string, MakeServer>;

export type ServerName = keyof typeof servers;

/** A server with one route, and one for `OPTIONS` where a hook is to see it. */
async function serve(add: (app: FastifyInstance) => unknown): Promise<FastifyInstance> {
  const app = Fastify();
  await add(app);
  app.get('/item', (_request, reply) => reply.send('ok'));
  await app.ready();
  return app;
}
