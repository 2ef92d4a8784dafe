import corsPlugin from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';

import { type OrderedServer, page, paths } from './pairing.ts';

type Add = (app: FastifyInstance) => unknown;

const ours: Add = (app) => app.register(corsPlugin, { origin: [page] });

/** Sets a plugin up before ours and after it. */
export function fastifyServers(add: Add): readonly OrderedServer[] {
  return [
    { order: 'Fastify, before ours', start: () => start([add, ours]) },
    { order: 'Fastify, after ours', start: () => start([ours, add]) },
  ];
}

async function start(order: readonly Add[]) {
  const app = Fastify({ forceCloseConnections: true });
  for (const add of order) add(app);
  // Routes of a scope, so that hooks of plugins that are registered by then stand before them.
  app.register(async (scope) => {
    scope.get(paths.plain, async () => 'x');
    scope.put(paths.plain, async () => 'x');
    scope.get(paths.fail, async () => {
      throw new Error('meant to');
    });
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return { address, close: () => app.close() };
}
