import { createHmac } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';

import basicAuth from '@fastify/basic-auth';
import bearerAuth from '@fastify/bearer-auth';
import compress from '@fastify/compress';
import cookie from '@fastify/cookie';
import etag from '@fastify/etag';
import express from '@fastify/express';
import helmet from '@fastify/helmet';
import jwt from '@fastify/jwt';
import middie from '@fastify/middie';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import sensible from '@fastify/sensible';
import session from '@fastify/session';
import underPressure from '@fastify/under-pressure';
import websocket from '@fastify/websocket';
import type { FastifyInstance } from 'fastify';
import fp from 'fastify-plugin';

type Headers = Readonly<Record<string, string>>;

/** A common plugin, and the request that it ends by itself before any route runs, if it ends any. */
export interface Peer {
  readonly name: string;
  readonly add: (server: FastifyInstance) => unknown;
  readonly stops?: { readonly status: number; readonly headers: Headers };
  /** Headers with which it lets a request pass. */
  readonly passes?: Headers;
}

const secret = 'a secret of at least thirty-two characters';

function token(): string {
  const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
  const signed = `${part({ alg: 'HS256', typ: 'JWT' })}.${part({ sub: 'ada' })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** A middleware that answers by itself, past Fastify. */
const gate =
  (name: string) => (request: IncomingMessage, response: ServerResponse, next: () => void) => {
    if (request.headers['x-stop'] !== name) return next();
    response.statusCode = 401;
    response.end();
  };

const stop = (status: number, name: string): NonNullable<Peer['stops']> => ({
  status,
  headers: { 'x-stop': name },
});

/** Adds a plugin and what is built on it as one, so that it may stand at any place. */
const together =
  (add: (server: FastifyInstance) => Promise<unknown>) => (server: FastifyInstance) =>
    server.register(fp(async (each: FastifyInstance) => void (await add(each))));

export const peers: readonly Peer[] = [
  { name: 'helmet', add: (server) => server.register(helmet) },
  {
    name: 'rate-limit',
    add: (server) =>
      server.register(rateLimit, {
        max: 0,
        allowList: ({ headers }) => headers['x-stop'] !== 'rate-limit',
      }),
    stops: stop(429, 'rate-limit'),
  },
  {
    name: 'cookie and session',
    add: together(async (server) => {
      await server.register(cookie);
      await server.register(session, { secret, cookie: { secure: false } });
    }),
  },
  {
    name: 'bearer-auth',
    add: (server) => server.register(bearerAuth, { keys: ['key'] }),
    stops: { status: 401, headers: { authorization: 'Bearer wrong' } },
    passes: { authorization: 'Bearer key' },
  },
  {
    name: 'basic-auth',
    add: together(async (server) => {
      await server.register(basicAuth, {
        header: 'x-basic',
        validate: async (name) => {
          if (name !== 'ada') throw new Error('Who?');
        },
      });
      server.addHook('onRequest', server.basicAuth);
    }),
    stops: { status: 401, headers: { 'x-basic': `Basic ${btoa('eve:x')}` } },
    passes: { 'x-basic': `Basic ${btoa('ada:x')}` },
  },
  {
    name: 'jwt',
    add: together(async (server) => {
      await server.register(jwt, {
        secret,
        verify: { extractToken: ({ headers }) => String(headers['x-token']) },
      });
      server.addHook('onRequest', async (request) => void (await request.jwtVerify()));
    }),
    stops: { status: 401, headers: { 'x-token': 'wrong' } },
    passes: { 'x-token': token() },
  },
  { name: 'under-pressure', add: (server) => server.register(underPressure) },
  {
    name: 'middie',
    add: together(async (server) => {
      await server.register(middie);
      server.use(gate('middie'));
    }),
    stops: stop(401, 'middie'),
  },
  { name: 'websocket', add: (server) => server.register(websocket) },
  { name: 'multipart', add: (server) => server.register(multipart) },
  { name: 'compress', add: (server) => server.register(compress) },
  { name: 'etag', add: (server) => server.register(etag) },
  { name: 'sensible', add: (server) => server.register(sensible) },
  {
    name: "a user's own hook",
    add: (server) =>
      server.addHook('onRequest', async (request, reply) => {
        if (request.headers['x-stop'] === 'hook') await reply.code(503).send('later');
      }),
    stops: stop(503, 'hook'),
  },
];

/** Those that cannot stand beside all others: two give `app.use`, and one ends every request. */
export const loners: readonly Peer[] = [
  {
    name: 'express',
    add: together(async (server) => {
      await server.register(express);
      server.use(gate('express'));
    }),
    stops: stop(401, 'express'),
  },
  {
    name: 'under-pressure, under pressure',
    add: (server) =>
      server.register(underPressure, {
        healthCheck: async () => false,
        healthCheckInterval: 60_000,
      }),
    stops: { status: 503, headers: {} },
  },
];
