import type { FastifyInstance } from 'fastify';

/** A POST that needs no preflight: a form of any site can send it, and nothing here refuses that. */
export async function voteRoutes(app: FastifyInstance): Promise<void> {
  let votes = 0;

  app.post('/votes', async (_request, reply) => {
    votes += 1;
    return reply.code(201).send({ votes });
  });
}
