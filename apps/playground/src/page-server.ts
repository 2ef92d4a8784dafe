import { readFileSync } from 'node:fs';

import Fastify, { type FastifyInstance } from 'fastify';

import { type Attempt, judge } from './model.ts';
import type { WireLog } from './wire-log.ts';

/** What the page wants to know of the servers around it. */
export interface PageSettings {
  /** The servers that the page can call, by name. */
  readonly servers: readonly { readonly name: string; readonly api: string }[];
  /** The same page under an origin that the API does not know. */
  readonly stranger: string;
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
  'render.js',
  'stranger.html',
  'stranger.js',
];

/** Serves the page, its settings, and what went over the wire: all of the page's own origin. */
export function createPageServer(settings: () => PageSettings, log: WireLog): FastifyInstance {
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
  server.post<{ Body: Attempt }>('/wire', async ({ body }) => {
    const exchanges = log.read(body.id);
    return { exchanges, verdict: await judge(body, exchanges) };
  });
  return server;
}
