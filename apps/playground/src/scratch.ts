import corsPlugin, { type CorsPluginOptions, type CorsRoute } from '@routecors/fastify';
import Fastify from 'fastify';

/** A server whose policy the visitor writes. */
export interface Scratch {
  readonly address: string;
  /** The policy that it begins with. */
  readonly policy: CorsPluginOptions;
  /** @throws CorsPolicyError as at boot, and the policy stays */
  readonly reload: (options: CorsPluginOptions) => Promise<void>;
  readonly routes: () => readonly CorsRoute[];
  readonly close: () => Promise<void>;
}

/** Starts it, for the page of this origin. */
export async function startScratch(page: string): Promise<Scratch> {
  const policy = { origin: [page], credentials: true, maxAge: 600 } as const;
  const app = Fastify({ forceCloseConnections: true });
  app.register(corsPlugin, policy);
  for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
    app.route({
      method,
      url: '/*',
      handler: async (request) => ({ method: request.method, path: request.url.split('?')[0] }),
    });
  }
  // Whatever is sent here is echoed by name only.
  app.addContentTypeParser('*', (_request, payload, done) => {
    payload.resume();
    payload.on('end', () => done(null));
  });
  const address = await app.listen({ port: 0, host: '127.0.0.1' });
  return {
    address,
    policy,
    reload: (options) => app.corsReload(options),
    routes: () => app.corsRoutes(),
    close: () => app.close(),
  };
}
