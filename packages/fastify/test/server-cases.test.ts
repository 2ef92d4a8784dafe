import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answers } from '../../core/test/cases/answers.ts';
import { combinations } from '../../core/test/cases/combinations.ts';
import type { ServerCase } from '../../core/test/cases/server-case.ts';
import { type RouteCorsOptions, corsPlugin } from '../src/index.ts';
import { ask } from './exchange.ts';

/** The core's own cases, each through a real registration. */
function createServer({ options, routes }: ServerCase): FastifyInstance {
  const server = Fastify();
  server.register(corsPlugin, options);
  for (const { method, path, cors } of routes) {
    server.route({
      method,
      url: path,
      ...(cors !== undefined && { config: { cors: cors as RouteCorsOptions } }),
      handler: () => 'ok',
    });
  }
  return server;
}

describe.each([
  ['answers', answers],
  ['combinations', combinations],
] as const)('%s', (_, cases) => {
  describe.each(cases)('$name', (serverCase) => {
    let server: FastifyInstance;
    beforeAll(async () => {
      server = createServer(serverCase);
      await server.ready();
    });
    afterAll(() => server.close());

    test.each(
      serverCase.exchanges.map(
        (exchange, index) => [`${index} ${exchange.method} ${exchange.path}`, exchange] as const,
      ),
    )('%s', async (_name, exchange) => {
      const { status, headers } = await ask(
        server,
        exchange.method,
        exchange.path,
        exchange.headers,
      );
      expect({ status, headers }).toEqual({ status: exchange.status, headers: exchange.answer });
    });
  });
});
