import { FastifyAdapter } from '@nestjs/platform-fastify';

import { listen } from './nest.mjs';

void listen(new FastifyAdapter());
