import { randomUUID } from 'node:crypto';

import type { FastifyInstance } from 'fastify';

const cookieName = 'session';

/** A session in a cookie: pages of other origins send and get it only with credentials. */
export async function sessionRoutes(app: FastifyInstance): Promise<void> {
  const users = new Map<string, string>();

  app.post('/session', async (_request, reply) => {
    const id = randomUUID();
    users.set(id, 'ada');
    // Pages of another site need `sameSite: 'none', secure: true`; those of another port or subdomain do not.
    reply.setCookie(cookieName, id, { path: '/', httpOnly: true, sameSite: 'lax' });
    return reply.code(201).send({ user: 'ada' });
  });

  app.get('/session', async (request, reply) => {
    const user = users.get(request.cookies[cookieName] ?? '');
    if (user) return { user };
    return reply.code(401).send({ error: 'Unauthorized', message: 'No session.', statusCode: 401 });
  });

  app.delete('/session', async (request, reply) => {
    users.delete(request.cookies[cookieName] ?? '');
    reply.clearCookie(cookieName, { path: '/' });
    return reply.code(204).send();
  });
}
