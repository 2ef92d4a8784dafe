import { ApolloServer } from '@apollo/server';
import { fastifyApolloDrainPlugin, fastifyApolloHandler } from '@as-integrations/fastify';
import { initTRPC } from '@trpc/server';
import { fastifyTRPCPlugin } from '@trpc/server/adapters/fastify';
import { createSchema, createYoga } from 'graphql-yoga';
import mercurius from 'mercurius';

import { type FastifyRow, fastifyPairings } from './fastify-row.ts';
import type { Asks, Pairing } from './pairing.ts';

const schema = 'type Query { hello: String }';
const resolvers = { Query: { hello: () => 'world' } };
const json = { 'content-type': 'application/json' };

/** A GraphQL server: a query that it answers, and one that it refuses. */
const graphql = (path: string, accept = '*/*'): Asks => ({
  served: {
    path,
    method: 'POST',
    headers: { ...json, accept },
    body: '{"query":"{ hello }"}',
    status: 200,
  },
  failed: {
    path,
    method: 'POST',
    headers: { ...json, accept },
    body: '{"query":"{ nobody }"}',
    status: 400,
  },
});

const rows: readonly FastifyRow[] = [
  [
    'mercurius',
    ['mercurius', 'graphql'],
    graphql('/graphql'),
    (app) => app.register(mercurius, { schema, resolvers }),
  ],
  [
    'Apollo Server',
    ['@apollo/server', '@as-integrations/fastify', 'graphql'],
    graphql('/graphql'),
    async (app) => {
      const server = new ApolloServer({
        typeDefs: schema,
        resolvers,
        plugins: [fastifyApolloDrainPlugin(app)],
      });
      await server.start();
      app.route({
        url: '/graphql',
        method: ['GET', 'POST'],
        handler: fastifyApolloHandler(server),
      });
    },
  ],
  [
    'GraphQL Yoga',
    ['graphql-yoga', 'graphql'],
    graphql('/graphql', 'application/graphql-response+json'),
    async (app) => {
      const yoga = createYoga({
        schema: createSchema({ typeDefs: schema, resolvers }),
        logging: false,
        cors: false,
      });
      app.route({
        url: yoga.graphqlEndpoint,
        method: ['GET', 'POST'],
        handler: async (request, reply) => {
          const { status, headers, body } = await yoga.fetch(
            new URL(request.url, 'http://localhost'),
            {
              method: request.method,
              headers: { ...json, accept: String(request.headers.accept) },
              body: JSON.stringify(request.body),
            },
          );
          for (const [name, value] of headers) reply.header(name, value);
          return reply.code(status).send(body);
        },
      });
    },
    'Say cors: false to it: it would answer * for every page, and what it says is replaced anyway.',
  ],
  [
    'tRPC',
    ['@trpc/server'],
    {
      served: { path: '/trpc/hello', status: 200 },
      failed: { path: '/trpc/nobody', status: 404 },
    },
    async (app) => {
      const trpc = initTRPC.create();
      const router = trpc.router({ hello: trpc.procedure.query(() => 'world') });
      await app.register(fastifyTRPCPlugin, { prefix: '/trpc', trpcOptions: { router } });
    },
  ],
];

/** What answers calls of its own format. */
export const fastifyApis: readonly Pairing[] = fastifyPairings(rows);
