import cookie from '@fastify/cookie';
import httpProxy from '@fastify/http-proxy';
import websocket from '@fastify/websocket';
import corsPlugin, { corsFrameworkErrors } from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';

import { eventRoutes } from './events.ts';
import { itemRoutes, itemsV2 } from './items.ts';
import { liveRoutes } from './live.ts';
import { sessionRoutes } from './session.ts';
import { tenantList, tenantRoutes } from './tenants.ts';
import { voteRoutes } from './votes.ts';

/** Who may call the sample, and whom it calls. */
export interface SampleOptions {
  /** The origins of our own pages, such as `https://app.example`. */
  readonly pageOrigins: readonly string[];
  /** The origin of a partner's page, which may read the report and nothing else. */
  readonly partnerOrigin: string;
  /** The address of somebody else's API, which does not know our pages. */
  readonly upstream: string;
  /** Where the origins of our tenants' pages are: a file, or the URL of a store. Default: `tenants.json`. */
  readonly tenants?: string;
  readonly logger?: boolean;
}

/** A small API in which every kind of CORS policy has a reason to be there. */
export function createSample(options: SampleOptions): FastifyInstance {
  const { pageOrigins, partnerOrigin, upstream, tenants, logger = false } = options;
  const app = Fastify({
    logger,
    // Bad URLs never reach a hook; with this a page can read their 400s, too.
    frameworkErrors: corsFrameworkErrors,
    // Closing ends event streams, rather than wait for their readers to leave.
    forceCloseConnections: true,
  });

  // For all routes of the app. Its hook is the first, wherever this stands.
  app.register(corsPlugin, {
    origin: pageOrigins,
    credentials: true,
    exposedHeaders: ['x-total-count'],
    policies: {
      public: { origin: '*', exposedHeaders: '*' },
      partner: { origin: [partnerOrigin], maxAge: 600 },
      tenant: { origin: tenantList(tenants), credentials: true },
    },
  });
  app.register(cookie);

  // Simple: anybody's page may read it. Nothing of it depends on who asks.
  app.get('/feed', { config: { cors: 'public' } }, async (_request, reply) => {
    reply.header('x-feed-version', '1');
    return [{ title: 'Per-route CORS', url: '/feed/1' }];
  });

  // Preflighted and credentialed: our own pages, by the policy around all routes.
  app.register(itemRoutes);
  // A scope that also enforces: no other site's page opens or ends a session, by a form for example.
  app.register(async (session) => {
    session.register(corsPlugin, { enforce: true });
    session.register(sessionRoutes);
  });
  app.register(eventRoutes);
  // Not enforced: a stranger's form is answered 201, and a stranger's socket is opened.
  app.register(voteRoutes);
  app.register(websocket);
  app.register(liveRoutes);

  // By name: one partner's page, without credentials.
  app.get('/partner/report', { config: { cors: 'partner' } }, async () => ({ sold: 42 }));

  // By name: each tenant's own pages, from a list that changes while the server runs.
  app.register(tenantRoutes);

  // Off: no page of another origin may read it, and with `enforce` none may send it either.
  app.post('/admin/reset', { config: { cors: { origin: false, enforce: true } } }, async () => ({
    reset: true,
  }));

  // A failure is readable, too: CORS headers are on error responses.
  app.get('/fail', async () => {
    throw new Error('It was meant to fail.');
  });

  // A scope with a level of its own: same origins, fewer headers, a longer memory.
  app.register(
    async (v2) => {
      v2.register(corsPlugin, { allowedHeaders: ['content-type'], maxAge: 600 });
      v2.register(itemsV2);
    },
    { prefix: '/v2' },
  );

  // For an API that does not know our pages: ours fetches it for them, and answers with our policy.
  app.register(httpProxy, {
    upstream,
    prefix: '/proxy',
    replyOptions: {
      // Our users' cookies are nobody else's business.
      rewriteRequestHeaders: (_request, { cookie: _cookie, authorization: _token, ...headers }) =>
        headers,
    },
  });

  return app;
}
