import { readFileSync } from 'node:fs';

import type { CorsRoute, DecisionEvent } from '@routecors/core';
import type { CorsPluginOptions } from '@routecors/fastify';
import Fastify, { type FastifyInstance } from 'fastify';

import type { AttemptLog } from './attempt-log.ts';
import { type Attempt, judge } from './model.ts';
import type { WireExchange } from './relay.ts';
import { reasonOf } from './server-reason.ts';

/** What the page wants to know of the servers around it. */
export interface PageSettings {
  /** The servers that the page can call, by name. */
  readonly servers: readonly { readonly name: string; readonly api: string }[];
  /** The server whose policy the visitor writes, and the one that it begins with. */
  readonly scratch: string;
  readonly policy: CorsPluginOptions;
  /** The same page under an origin that the API does not know. */
  readonly stranger: string;
}

/** The servers behind the page. */
export interface Behind {
  /** Every route of the server that answers at a URL. */
  readonly routesOf: (url: string) => readonly CorsRoute[];
  /** Replaces the policy of the scratch server; rejects where boot would refuse it. */
  readonly reload: (options: CorsPluginOptions) => Promise<void>;
}

/** What the page server looks into. */
export interface PageSources {
  readonly settings: () => PageSettings;
  readonly wire: AttemptLog<WireExchange>;
  readonly decisions: AttemptLog<DecisionEvent>;
  /** `undefined` until all is started. */
  readonly behind: () => Behind | undefined;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html; charset=utf-8',
  css: 'text/css; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
};

const files = [
  'index.html',
  'style.css',
  'main.js',
  'scenarios.js',
  'attempt.js',
  'forge.js',
  'own.js',
  'stranger-frame.js',
  'render.js',
  'stranger.html',
  'stranger.js',
];

/** Serves the page, its settings, and what is known of each attempt: all of the page's own origin. */
export function createPageServer({
  settings,
  wire,
  decisions,
  behind,
}: PageSources): FastifyInstance {
  const server = Fastify();
  for (const file of files) {
    const content = readFileSync(new URL(`../public/${file}`, import.meta.url));
    const type = types[file.slice(file.lastIndexOf('.') + 1)] ?? 'text/plain';
    if (file !== 'index.html') {
      server.get(`/${file}`, async (_request, reply) => reply.type(type).send(content));
      continue;
    }
    server.get('/', async ({ hostname, port }, reply) => {
      // The same machine, and an origin that the API does not know: every card would say so.
      if (hostname === '127.0.0.1') return reply.redirect(`http://localhost:${port}/`);
      return reply.type(type).send(content);
    });
  }
  server.get('/settings', async () => settings());
  server.get('/whoami', async () => ({ origin: 'yours', note: 'Same origin: nobody asked.' }));
  const known = (id: string, url: string) => ({
    exchanges: wire.read(id),
    reasons: decisions.read(id).map((event) => reasonOf(event, behind()?.routesOf(url) ?? [])),
  });
  server.post<{ Body: Attempt }>('/wire', async ({ body }) => {
    const about = known(body.id, body.url);
    return { ...about, verdict: await judge(body, about.exchanges) };
  });
  // What another site's page has sent is no call of fetch: there is nothing to model.
  server.post<{ Body: Pick<Attempt, 'id' | 'url'> }>('/forged', async ({ body }) =>
    known(body.id, body.url),
  );
  // JSON only: another site's page would have to ask first, and nobody here says yes.
  server.post<{ Body: CorsPluginOptions }>('/policy', async ({ body }) => {
    try {
      await behind()?.reload(body);
      return { error: null };
    } catch (error) {
      return { error: (error as Error).message };
    }
  });
  return server;
}
