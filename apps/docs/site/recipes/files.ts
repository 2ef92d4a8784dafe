import { join } from 'node:path';

import helmet from '@fastify/helmet';
import fastifyStatic from '@fastify/static';
import corsPlugin from '@routecors/fastify';
import Fastify from 'fastify';

export const app = Fastify();

app.register(helmet, {
  // Not CORS, and helmet's own value keeps <img> and fonts of other sites out.
  crossOriginResourcePolicy: { policy: 'cross-origin' },
});
app.register(corsPlugin, {
  origin: '*',
  exposedHeaders: ['accept-ranges', 'content-length', 'content-range', 'etag'],
});
app.register(fastifyStatic, { root: join(import.meta.dirname, 'public'), prefix: '/files/' });
