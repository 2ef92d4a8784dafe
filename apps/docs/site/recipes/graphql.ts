import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';
import mercurius from 'mercurius';

export const app = Fastify();

app.register(corsPlugin, {
  origin: 'https://app.example',
  credentials: true,
  enforce: 'all', // a query in a GET, or in a POST of text/plain, is never preflighted
});
app.register(mercurius, {
  schema: 'type Query { hello: String }',
  resolvers: { Query: { hello: async () => 'world' } },
});
