import { subscribe, unsubscribe } from 'node:diagnostics_channel';

import { type DecisionEvent, decisionChannel } from '@routecors/core';
import type { FastifyPluginAsync } from 'fastify';

import { isOfServer } from '../event-server.ts';
import { type CreateInspectorAgent, type Question, ask, questionSchema } from './ask.ts';
import { type InspectorGuard, inspectorGuard, isOwnPage } from './guard.ts';
import { dataHeaders, page, pageHeaders } from './page.ts';
import { createSeen } from './seen.ts';

export interface CorsInspectorOptions {
  /**
   * Who may see it; anybody else gets a 404. Without it, whoever asks from this very machine, and in
   * production the server does not start.
   */
  readonly guard?: InspectorGuard;
  /** Makes the page "ask as a browser would": `(origin) => createUserAgent({ origin, transport: injectTransport(app) })`. */
  readonly agent?: CreateInspectorAgent;
}

/**
 * A page that shows the policy of every route, what is denied as it happens, and the live lists:
 * `app.register(corsInspector, { prefix: '/cors-inspector' })`, in a server that has the plugin.
 */
export const corsInspector: FastifyPluginAsync<CorsInspectorOptions> = async (
  instance,
  { guard, agent },
) => {
  const isAllowed = inspectorGuard(guard);
  const seen = createSeen();
  const isOwn = (path: string): boolean =>
    instance.prefix !== '' && (path === instance.prefix || path.startsWith(`${instance.prefix}/`));
  const listener = (event: unknown): void => {
    const about = event as DecisionEvent;
    // Others of this process have policies of their own, and this page does not show these.
    if (!isOfServer(about, instance.server)) return;
    // Its own page is no stranger, whatever the policies say.
    if (!isOwn(about.route ?? '')) seen.see(about);
  };
  instance.addHook('onReady', async () => {
    if (!instance.hasDecorator('corsRoutes')) {
      throw new Error('The inspector has no policies to show. Fix: app.register(corsPlugin, {…}).');
    }
    subscribe(decisionChannel, listener);
  });
  instance.addHook('onClose', async () => {
    unsubscribe(decisionChannel, listener);
  });
  instance.addHook('onRequest', async (request, reply) => {
    // Whatever JavaScript returns: only `true` itself lets in.
    const answer: unknown = isOwnPage(request) && (await isAllowed(request));
    if (answer === true) return;
    // As if it were not there.
    reply.callNotFound();
    return reply;
  });

  instance.get('/', async (_request, reply) => reply.headers(pageHeaders).send(page));
  instance.get('/data', async (_request, reply) => {
    reply.headers(dataHeaders);
    return {
      routes: instance.corsRoutes().filter(({ path }) => !isOwn(path)),
      counts: seen.counts(),
      denials: seen.denials(),
      lists: instance.corsOriginLists(),
      canAsk: agent !== undefined,
    };
  });
  instance.post<{ Body: Question }>(
    '/ask',
    { schema: { body: questionSchema } },
    async (request, reply) => {
      if (agent === undefined) return reply.callNotFound();
      reply.headers(dataHeaders);
      return ask(agent, request.headers.host ?? 'localhost', request.body);
    },
  );
};
