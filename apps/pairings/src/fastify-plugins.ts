import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import auth from '@fastify/auth';
import caching from '@fastify/caching';
import circuitBreaker from '@fastify/circuit-breaker';
import cookie from '@fastify/cookie';
import csrf from '@fastify/csrf-protection';
import formbody from '@fastify/formbody';
import httpProxy from '@fastify/http-proxy';
import { FastifyOtelInstrumentation } from '@fastify/otel';
import replyFrom from '@fastify/reply-from';
import secureSession from '@fastify/secure-session';
import { default as sse } from '@fastify/sse';
import fastifyStatic from '@fastify/static';
import swagger from '@fastify/swagger';
import swaggerUi from '@fastify/swagger-ui';
import { betterAuth } from 'better-auth';
import { memoryAdapter } from 'better-auth/adapters/memory';
import type { FastifyInstance } from 'fastify';

import { type FastifyRow, fastifyPairings } from './fastify-row.ts';
import { type Asks, type Pairing, passing } from './pairing.ts';

/** A route of the package's own; what fails is our own route beside it. */
const serves = (path: string, status = 200): Asks => ({ ...passing, served: { path, status } });

/** Somebody else's server, which knows no CORS. */
async function upstream(app: FastifyInstance): Promise<string> {
  const server = createServer((_request, response) => response.end('from behind'));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  app.addHook('onClose', async () => void server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function refuse(): Promise<void> {
  throw Object.assign(new Error('Who?'), { statusCode: 401 });
}

const rows: readonly FastifyRow[] = [
  ['caching', ['@fastify/caching'], passing, (app) => app.register(caching)],
  ['formbody', ['@fastify/formbody'], passing, (app) => app.register(formbody)],
  [
    'csrf-protection',
    ['@fastify/csrf-protection', '@fastify/cookie'],
    passing,
    async (app) => {
      await app.register(cookie);
      await app.register(csrf);
    },
    'Its tokens and enforce: true guard the same door; one of them is enough.',
  ],
  [
    'secure-session',
    ['@fastify/secure-session'],
    passing,
    (app) => app.register(secureSession, { key: Buffer.alloc(32, 7), cookieName: 'sid' }),
  ],
  [
    'auth',
    ['@fastify/auth'],
    { ...passing, failed: { path: '/guarded', status: 401 } },
    async (app) => {
      await app.register(auth);
      app.get('/guarded', { onRequest: app.auth([refuse]) }, async () => 'x');
    },
  ],
  [
    'circuit-breaker',
    ['@fastify/circuit-breaker'],
    { ...passing, failed: { path: '/broken', status: 500 } },
    async (app) => {
      await app.register(circuitBreaker);
      app.get('/broken', { preHandler: app.circuitBreaker() }, async () => {
        throw new Error('meant to');
      });
    },
  ],
  [
    'static',
    ['@fastify/static'],
    serves('/files/package.json'),
    (app) => app.register(fastifyStatic, { root: `${import.meta.dirname}/..`, prefix: '/files/' }),
  ],
  [
    'http-proxy',
    ['@fastify/http-proxy'],
    serves('/behind/x'),
    async (app) => app.register(httpProxy, { upstream: await upstream(app), prefix: '/behind' }),
    'CORS headers of the upstream are replaced by those of the route.',
  ],
  [
    'reply-from',
    ['@fastify/reply-from'],
    serves('/from'),
    async (app) => {
      await app.register(replyFrom, { base: await upstream(app) });
      app.get('/from', async (_request, reply) => reply.from('/'));
    },
  ],
  [
    'sse',
    ['@fastify/sse'],
    serves('/events'),
    async (app) => {
      await app.register(sse.default);
      app.get('/events', { sse: 'only' }, async (_request, reply) => {
        await reply.sse.send({ data: 'tick' });
        reply.sse.close();
      });
    },
  ],
  [
    'swagger and swagger-ui',
    ['@fastify/swagger', '@fastify/swagger-ui'],
    serves('/documentation/json'),
    async (app) => {
      await app.register(swagger);
      await app.register(swaggerUi);
    },
  ],
  [
    'better-auth',
    ['better-auth'],
    serves('/api/auth/ok'),
    async (app) => {
      const { handler } = betterAuth({
        baseURL: 'http://localhost',
        secret: 'a secret of at least thirty-two characters',
        database: memoryAdapter({ user: [], session: [], account: [], verification: [] }),
        logger: { disabled: true },
        telemetry: { enabled: false },
      });
      app.route({
        url: '/api/auth/*',
        method: ['GET', 'POST'],
        handler: async (request, reply) => {
          const { status, body } = await handler(new Request(`http://localhost${request.url}`));
          return reply.code(status).send(body);
        },
      });
    },
    'Its trustedOrigins are a list of its own: give it the origins of the policy.',
  ],
  [
    'OpenTelemetry',
    ['@fastify/otel', '@opentelemetry/api'],
    passing,
    (app) => app.register(new FastifyOtelInstrumentation().plugin()),
  ],
];

export const fastifyPlugins: readonly Pairing[] = fastifyPairings(rows);
