import corsPlugin, { corsFrameworkErrors } from '@routecors/fastify';
import Fastify from 'fastify';

import { options, routes } from './policies.mjs';

const app = Fastify({ frameworkErrors: corsFrameworkErrors });
app.register(corsPlugin, options);
for (const [method, url, cors] of routes) {
  app.route({ method, url, config: { cors }, handler: async () => 'ok' });
}
app.get('/error', () => {
  throw new Error('broken');
});
app
  .listen({ host: '127.0.0.1', port: 0 })
  .then(() => console.log(`port ${app.server.address().port}`));
