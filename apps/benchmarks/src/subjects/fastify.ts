import cors from '@fastify/cors';
import { corsPlugin } from '@routecors/fastify';
import { createOriginList } from '@routecors/origins';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';

import { allowedOrigin } from '../asks.ts';
import type { Makers } from '../contender.ts';
import { listening } from '../exchange.ts';
import { originsOf } from '../origins.ts';
import type { Setting, Subject } from '../subject.ts';

type Done = (error?: Error) => void;
export type Hook = (request: FastifyRequest, reply: FastifyReply, done: Done) => void;

const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

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

/** The least that tells one route's policy from another's. */
const handWrittenPerRoute: Hook = (request, reply, done) => {
  if (request.routeOptions.config.cors === false) done();
  else handWritten(request, reply, done);
};

const constants = {
  'access-control-allow-origin': allowedOrigin,
  'access-control-allow-methods': 'GET,HEAD',
  'access-control-allow-headers': 'content-type',
  vary: preflightVary,
};

type Add = (app: FastifyInstance, origin: string[]) => unknown;

/** Ways to give a server CORS; none of them for one that has no CORS. */
export const ways: Readonly<Record<string, Add>> = {
  'no CORS': () => undefined,
  'hand-written': (app) => void app.addHook('onRequest', handWritten),
  'hand-written, several policies': (app) => {
    app.addHook('onRequest', handWrittenPerRoute);
    addPrivate(app);
  },
  /** The least that answers a preflight: it looks at nothing. */
  'hand-written route': (app) =>
    void app.options('/item', (_request, reply) => reply.code(204).headers(constants).send()),
  routecors: (app, origin) => app.register(corsPlugin, { origin }),
  'routecors, enforcing': (app, origin) => app.register(corsPlugin, { origin, enforce: true }),
  'routecors, a live list': (app, origin) => {
    const list = createOriginList({ source: { load: async () => origin }, poll: false });
    return app.register(corsPlugin, { origin: list });
  },
  /** Some other route has a policy of its own, so each request has to be asked which is its. */
  'routecors, several policies': async (app, origin) => {
    await app.register(corsPlugin, { origin });
    addPrivate(app);
  },
  '@fastify/cors': (app, origin) => app.register(cors, { origin }),
};

function addPrivate(app: FastifyInstance): void {
  app.get('/private', { config: { cors: false } }, (_request, reply) => reply.send('ok'));
}

/** A ready server with that many routes, one of them with parameters. */
export async function fastifyServer(who: string, setting: Setting): Promise<FastifyInstance> {
  const app = Fastify();
  const add = ways[who];
  if (add === undefined) throw new Error(`Nobody on Fastify is called ${who}.`);
  await add(app, originsOf(setting.origins));
  app.get('/item', (_request, reply) => reply.send('ok'));
  app.post('/votes', (_request, reply) => reply.send('ok'));
  app.get('/items/:id/parts/:part', (_request, reply) => reply.send('ok'));
  for (let index = 1; index < setting.routes; index += 1) {
    app.get(`/item-${index}`, (_request, reply) => reply.send('ok'));
  }
  await app.ready();
  return app;
}

const asSubject =
  (who: string, answers: Subject['answers']) =>
  async (setting: Setting): Promise<Subject> => {
    const app = await fastifyServer(who, setting);
    return listening((request, response) => app.routing(request, response), answers);
  };

/** Fastify's own listener, as its HTTP server would call it. */
export const onFastify = {
  'no CORS': asSubject('no CORS', 'without CORS'),
  'hand-written': asSubject('hand-written', 'exactly'),
  'hand-written, several policies': asSubject('hand-written, several policies', 'exactly'),
  routecors: asSubject('routecors', 'exactly'),
  'routecors, several policies': asSubject('routecors, several policies', 'exactly'),
  'routecors, enforcing': asSubject('routecors, enforcing', 'exactly'),
  '@fastify/cors': asSubject('@fastify/cors', 'alike'),
} as const satisfies Makers;
