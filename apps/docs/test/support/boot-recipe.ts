import { type UserAgent, type UserAgentOptions, createUserAgent } from '@routecors/user-agent';
import { injectTransport } from '@routecors/user-agent/node';
import type { FastifyInstance } from 'fastify';

/** The server that a recipe shows, ready. Each import of a test file makes one anew. */
export async function bootRecipe(name: string): Promise<FastifyInstance> {
  const { app } = (await import(`../../site/recipes/${name}.ts`)) as {
    readonly app: FastifyInstance;
  };
  await app.ready();
  return app;
}

/** A page in front of that server. */
export function pageOf(
  app: FastifyInstance,
  origin: string,
  options: Partial<UserAgentOptions> = {},
): UserAgent {
  return createUserAgent({ origin, transport: injectTransport(app), ...options });
}
