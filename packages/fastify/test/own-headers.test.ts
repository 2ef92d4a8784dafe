import fastifyExpress from '@fastify/express';
import Fastify, { type FastifyReply } from 'fastify';
import { describe, expect, test } from 'vitest';

import { ownHeaders } from '../../core/test/cases/own-headers.ts';
import corsPlugin from '../src/index.ts';
import { app, evil, preflight, protocolHeaders } from './server.ts';

type Own = Readonly<Record<string, string | readonly string[]>>;

/** Every way in which a handler can set headers. */
const ways: readonly (readonly [string, (reply: FastifyReply, own: Own) => unknown])[] = [
  [
    'reply.header',
    (reply, own) => {
      for (const [name, value] of Object.entries(own)) reply.header(name, value);
      return reply.send('ok');
    },
  ],
  ['reply.headers', (reply, own) => reply.headers(own as Record<string, string>).send('ok')],
  [
    'setHeader of the raw reply',
    ({ raw }, own) => {
      for (const [name, value] of Object.entries(own)) raw.setHeader(name, value);
      raw.end('ok');
    },
  ],
  ['writeHead with an object', ({ raw }, own) => raw.writeHead(200, own as never).end('ok')],
  [
    'writeHead with names and values in turn',
    ({ raw }, own) => raw.writeHead(200, Object.entries(own).flat(1) as never).end('ok'),
  ],
  [
    'writeHead with pairs',
    ({ raw }, own) => raw.writeHead(200, Object.entries(own) as never).end('ok'),
  ],
  [
    'writeHead over setHeader',
    ({ raw }, own) => {
      raw.setHeader('access-control-expose-headers', 'x-replaced');
      raw.writeHead(200, { 'access-control-expose-headers': '', ...(own as object) }).end('ok');
    },
  ],
];

describe.each(ownHeaders)('$name', ({ options, origin, own, answer }) => {
  test.each(ways)('by %s', async (_way, respond) => {
    const server = Fastify();
    server.register(corsPlugin, options);
    server.get('/', (_request, reply) => {
      respond(reply, own);
    });
    const headers = origin === undefined ? {} : { origin };
    const address = await server.listen({ port: 0, host: '127.0.0.1' });
    const overWire = await fetch(address, { headers });
    const injected = await server.inject({ url: '/', headers });
    await server.close();
    expect(protocolHeaders(Object.fromEntries(overWire.headers))).toEqual(answer);
    expect(protocolHeaders(injected.headers)).toEqual(answer);
  });
});

/** What somebody's package puts on a response itself. */
const overrides: readonly (readonly [string, PropertyDescriptor])[] = [
  ['headersSent', { get: () => true }],
  ['headersSent', { get: () => false }],
  ['getHeader', { value: () => undefined }],
  ['getHeaderNames', { value: () => [] }],
  ['setHeader', { value: () => undefined }],
  ['removeHeader', { value: () => undefined }],
  ['hasHeader', { value: () => false }],
];

describe.each(['before', 'after'] as const)('a hook %s ours that overrides', (order) => {
  test.each(overrides)(
    '%s of the response takes no header away, and lets none out',
    async (property, descriptor) => {
      const server = Fastify();
      const override = (): void => {
        server.addHook('onRequest', async (_request, { raw }) => {
          raw.setHeader('access-control-allow-origin', '*');
          raw.setHeader('vary', 'Accept');
          Object.defineProperty(raw, property, { configurable: true, ...descriptor });
        });
      };
      if (order === 'before') override();
      server.register(corsPlugin, { origin: [app] });
      server.after(() => {
        if (order === 'after') override();
        server.get('/', async () => 'ok');
        server.get('/raw', (_request, { raw }) => {
          raw.end('ok');
        });
      });
      const address = await server.listen({ port: 0, host: '127.0.0.1' });
      for (const path of ['/', '/raw']) {
        for (const [origin, granted] of [
          [app, { 'access-control-allow-origin': app }],
          [evil, {}],
        ] as const) {
          const { headers } = await fetch(`${address}${path}`, { headers: { origin } });
          expect(protocolHeaders(Object.fromEntries(headers))).toEqual({
            ...granted,
            vary: 'Accept, Origin',
          });
        }
      }
      await server.close();
    },
  );
});

describe.each(['before', 'after'] as const)(
  '@fastify/express, registered %s the plugin',
  (order) => {
    async function createServer() {
      const server = Fastify();
      if (order === 'before') await server.register(fastifyExpress);
      await server.register(corsPlugin, { origin: [app], exposedHeaders: ['etag'] });
      if (order === 'after') await server.register(fastifyExpress);
      // As `cors` in a mounted application would.
      server.use('/mounted', (request, response) => {
        response.set('access-control-allow-origin', '*');
        if (request.url === '/json') response.json({ ok: true });
        else if (request.url === '/send') response.send('ok');
        else response.status(500).end('ended');
      });
      server.use('/passes', (_request, response, next) => {
        response.set('access-control-allow-origin', '*');
        next();
      });
      server.get('/passes', async () => 'ok');
      server.get('/own', async () => 'ok');
      return server;
    }

    test.each(['/mounted/json', '/mounted/send', '/mounted/end', '/passes', '/own'])(
      '%s leaves as it was decided',
      async (path) => {
        const server = await createServer();
        const address = await server.listen({ port: 0, host: '127.0.0.1' });
        const allowed = await fetch(`${address}${path}`, { headers: { origin: app } });
        const denied = await fetch(`${address}${path}`, { headers: { origin: evil } });
        const asked = await preflight(server, path, 'GET');
        await server.close();
        expect(protocolHeaders(Object.fromEntries(allowed.headers))).toEqual({
          'access-control-allow-origin': app,
          'access-control-expose-headers': 'etag',
          vary: 'Origin',
        });
        expect(protocolHeaders(Object.fromEntries(denied.headers))).toEqual({ vary: 'Origin' });
        expect(asked.headers['access-control-allow-methods']).toContain('GET');
      },
    );
  },
);
