import { createServer } from 'node:http';
import { runInThisContext } from 'node:vm';

import fastifyCors from '@fastify/cors';
import corsPlugin from '@routecors/fastify';
import type { Transport } from '@routecors/user-agent';
import { injectTransport, serverTransport } from '@routecors/user-agent/node';
import expressCors from 'cors';
import fc from 'fast-check';
import Fastify, { type FastifyInstance } from 'fastify';
import { expect, test } from 'vitest';

import { planMigration } from '../../src/migrate/migration.ts';
import { observe, questions, widened } from './observe.ts';

/** What people write for each option, right and wrong. */
const pool: Readonly<Record<string, readonly string[]>> = {
  origin: [
    "'*'",
    'true',
    'false',
    "'https://app.example'",
    "['https://app.example', 'http://localhost:5173']",
    "['*', 'https://app.example']",
    '[]',
    "''",
    'null',
    "['null']",
    '/^https:\\/\\/(?:app|admin)\\.example$/',
    '[/example/]',
    "'https://app.example/'",
    "process.env.NONE ? 'https://evil.example' : ['https://app.example']",
  ],
  credentials: ['true', 'false', "'true'", '0'],
  methods: [
    "'GET,PUT'",
    "'GET, POST, PUT, PATCH, DELETE'",
    "['GET', 'POST', 'DELETE']",
    "['PATCH']",
    "'*'",
    '[]',
    "['patch']",
  ],
  allowedHeaders: [
    "'*'",
    "['*']",
    '[]',
    "''",
    'null',
    "'Content-Type,X-Api-Key'",
    "['authorization', 'content-type']",
  ],
  exposedHeaders: ["'*'", '[]', "''", 'null', "'X-Total-Count'", "['x-total-count', 'x-other']"],
  maxAge: ['0', '600', "'600'", '60 * 60', '2592000', '-1', 'null'],
  optionsSuccessStatus: ['200', '204', '299', '400'],
  preflightContinue: ['false', 'true'],
};

/** What the two old packages have beside that, and how options are given to them. */
const dialects = [
  {
    name: '@fastify/cors',
    own: {
      preflight: ['true', 'false'],
      strictPreflight: ['true', 'false'],
      hook: ["'onRequest'"],
    },
    files: (options: string) => ({
      'server.js': `import cors from '@fastify/cors';\napp.register(cors, ${options});\n`,
    }),
    written: /register\(cors, ([^]*)\);/,
    start: (options: object): Transport => {
      const app = Fastify();
      app.register(fastifyCors, options);
      return injectTransport(withRoutes(app));
    },
  },
  {
    name: 'cors',
    own: { headers: ["'x-api-key'", "['*']"] },
    files: (options: string) => ({
      'main.js': `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.js';\nconst app = await NestFactory.create(AppModule);\napp.enableCors(${options});\n`,
      'app.js':
        "import { Module } from '@nestjs/common';\n@Module({ imports: [] })\nexport class AppModule {}\n",
    }),
    written: /forRoot\(([^]*)\)\] \}/,
    start: (options: object): Transport => {
      const middleware = expressCors(options);
      const server = createServer((request, response) => {
        middleware(request, response, () => {
          response.setHeader('x-total-count', '3');
          response.setHeader('content-type', 'application/json; charset=utf-8');
          response.setHeader('content-length', '2');
          response.end('[]');
        });
      });
      return serverTransport(server);
    },
  },
];

test.each(dialects)(
  'of $name, whatever is written: nothing gets wider',
  async (dialect) => {
    const { name, own, files, written, start } = dialect;
    const rewritten = new Set<string>();
    const options = fc.record(
      Object.fromEntries(
        Object.entries({ ...pool, ...own }).map(([key, texts]) => [key, fc.constantFrom(...texts)]),
      ),
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(options, fc.nat(), async (chosen, seed) => {
        const text = `{ ${Object.entries(chosen)
          .map(([key, value]) => `${key}: ${value}`)
          .join(', ')} }`;
        const texts = new Map(Object.entries(files(text)));
        const { changes, decisions } = await planMigration({
          root: '.',
          texts,
          unreadable: new Map(),
        });
        // Either it is rewritten, or it is somebody's to decide.
        expect(changes.length === 0).toBe(decisions.length > 0);
        if (changes.length === 0) return;
        const after = changes.map((change) => written.exec(change.after)?.[1]).find(Boolean);
        if (after === undefined) throw new Error(`No options in ${JSON.stringify(changes)}`);
        rewritten.add(after);
        const ours = Fastify();
        ours.register(corsPlugin, valueOf(after));
        // Boot takes what was written.
        await withRoutes(ours).ready();
        const [old, now] = [start(valueOf(text)), injectTransport(ours)];
        for (const question of sample(seed)) {
          const was = await observe('http://127.0.0.1', question, old);
          const is = await observe('http://127.0.0.1', question, now);
          expect(widened(was, is), `${text} → ${after}: ${JSON.stringify(question)}`).toEqual([]);
        }
        await ours.close();
      }),
      { numRuns: 800 },
    );
    expect(rewritten.size, name).toBeGreaterThan(20);
  },
  120_000,
);

/** Some of all questions, another share each time. */
function sample(seed: number): ReturnType<typeof questions> {
  return questions(['/items']).filter((_question, index) => (index + seed) % 9 === 0);
}

/** Options as the program would make them. */
function valueOf(text: string): object {
  return runInThisContext(`(${text})`) as object;
}

function withRoutes(app: FastifyInstance): FastifyInstance {
  app.route({
    method: ['GET', 'POST', 'PUT', 'PATCH', 'DELETE'],
    url: '/items',
    handler: async (_request, reply) => {
      reply.header('x-total-count', '3');
      return [];
    },
  });
  return app;
}
