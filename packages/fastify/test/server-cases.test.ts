import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { answers } from '../../core/test/cases/answers.ts';
import { combinations } from '../../core/test/cases/combinations.ts';
import { enforcing } from '../../core/test/cases/enforcing.ts';
import type { ServerCase } from '../../core/test/cases/server-case.ts';
import corsPlugin, { type RouteCorsOptions } from '../src/index.ts';
import { protocolHeaders } from './server.ts';

type Spelling = (server: FastifyInstance, serverCase: ServerCase) => unknown;

function declare(server: FastifyInstance, { routes }: ServerCase): void {
  for (const { method, path, cors } of routes) {
    const config = cors === undefined ? {} : { config: { cors: cors as RouteCorsOptions } };
    server.route({ method, url: path, ...config, handler: async () => 'ok' });
  }
}

/** Each way to put plugin and routes into a server must make the same server. */
const spellings: readonly (readonly [string, Spelling])[] = [
  [
    'awaited before the routes',
    async (server, serverCase) => {
      await server.register(corsPlugin, serverCase.options);
      declare(server, serverCase);
    },
  ],
  [
    'not awaited',
    (server, serverCase) => {
      server.register(corsPlugin, serverCase.options);
      declare(server, serverCase);
    },
  ],
  [
    'after the routes',
    (server, serverCase) => {
      declare(server, serverCase);
      server.register(corsPlugin, serverCase.options);
    },
  ],
  [
    'around routes of an encapsulated plugin',
    (server, serverCase) => {
      server.register(async (inner) => declare(inner, serverCase));
      server.register(corsPlugin, serverCase.options);
    },
  ],
];

describe.each(spellings)('registered %s', (_, spell) => {
  describe.each([...answers, ...combinations, ...enforcing])('$name', (serverCase) => {
    const server = Fastify();
    beforeAll(async () => {
      await spell(server, serverCase);
      await server.ready();
    });
    afterAll(() => server.close());

    test.each(
      serverCase.exchanges.map(
        (exchange, index) => [`${index} ${exchange.method} ${exchange.path}`, exchange] as const,
      ),
    )('%s', async (_name, { method, path, headers, status, answer }) => {
      const response = await server.inject({ method: method as 'GET', url: path, headers });
      expect(response.statusCode).toBe(status);
      expect(protocolHeaders(response.headers)).toEqual(answer);
      if (method === 'OPTIONS') expect(response.body).toBe('');
    });
  });
});
