import cors from '@fastify/cors';
import { corsPlugin } from '@routecors/fastify';
import expressCors from 'cors';
import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';

import { type Ask, type Answer, corsOf } from './exchange.ts';
import { type Hook, handWritten } from './fastify-servers.ts';

/** Decides about one request, and says so in headers; returns something to read the answer from. */
export type Decide = (ask: Ask) => unknown;

/** A contender without its framework. */
export interface HookContender {
  readonly decide: Decide;
  readonly answer: (ask: Ask) => Promise<Answer>;
}

async function fastifyHook(register: (app: FastifyInstance) => unknown): Promise<HookContender> {
  const app = Fastify();
  const hooks: Hook[] = [];
  const addHook = app.addHook.bind(app) as (name: string, hook: unknown) => FastifyInstance;
  app.addHook = ((name: string, hook: Hook) => {
    if (name === 'onRequest') hooks.push(hook);
    return addHook(name, hook);
  }) as FastifyInstance['addHook'];
  await register(app);
  let routeConfig: object = {};
  app.get('/item', (request, reply) => {
    routeConfig = request.routeOptions.config;
    return reply.send();
  });
  await app.inject('/item');
  const [hook] = hooks;
  if (hook === undefined) throw new Error('It added no onRequest hook.');
  const decide = (ask: Ask): FakeReply => {
    const reply = new FakeReply();
    const request = new FakeRequest(ask, routeConfig);
    hook(request as unknown as FastifyRequest, reply as unknown as FastifyReply, done);
    return reply;
  };
  return { decide, answer: (ask) => Promise.resolve(answerOfReply(decide(ask))) };
}

export const handWrittenHook = (): Promise<HookContender> =>
  fastifyHook((app) => void app.addHook('onRequest', handWritten));

export const routecorsHook = (origins: readonly string[]): Promise<HookContender> =>
  fastifyHook((app) => app.register(corsPlugin, { origin: [...origins] }));

export const fastifyCorsHook = (origins: readonly string[]): Promise<HookContender> =>
  fastifyHook((app) => app.register(cors, { origin: [...origins] }));

export function expressMiddleware(origins: readonly string[]): HookContender {
  const middleware = expressCors({ origin: [...origins] });
  const decide = (ask: Ask): FakeReply => {
    const reply = new FakeReply();
    middleware(new FakeRequest(ask, config), reply, done);
    return reply;
  };
  return { decide, answer: (ask) => Promise.resolve(answerOfReply(decide(ask))) };
}

/** Hono works on the platform's own requests and responses; its requests are made beforehand. */
export function honoMiddleware(origins: readonly string[]): HookContender {
  const app = new Hono();
  app.use(honoCors({ origin: [...origins] }));
  app.get('/item', (context) => context.body(null));
  const made = new Map<Ask, Request>();
  const decide = (ask: Ask): Response | Promise<Response> => {
    const { method, url, headers } = ask;
    const request = made.get(ask) ?? new Request(`http://api.example${url}`, { method, headers });
    made.set(ask, request);
    return app.fetch(request);
  };
  return {
    decide,
    answer: async (ask) => {
      const { status, headers } = await decide(ask);
      return { status, headers: corsOf([...headers]) };
    },
  };
}

const config = {};

function done(error?: unknown): void {
  if (error !== undefined) throw error as Error;
}

function answerOfReply({ statusCode, headers }: FakeReply): Answer {
  return { status: statusCode, headers: corsOf(Object.entries(headers)) };
}

const log = { level: 'silent', isLevelEnabled: () => false };

class FakeRequest {
  readonly raw: Ask;
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly routeOptions: { readonly config: object };
  readonly log = log;
  corsPreflightEnabled = true;
  corsDecision = null;
  constructor(ask: Ask, routeConfig: object) {
    this.raw = ask;
    this.method = ask.method;
    this.headers = ask.headers;
    this.routeOptions = { config: routeConfig };
  }
}

/** What hooks use of Fastify's reply, and middleware of Node's response. */
class FakeReply {
  statusCode = 200;
  readonly headers: Record<string, string> = {};
  readonly raw = new FakeResponse();
  header(name: string, value: string): this {
    this.headers[name.toLowerCase()] = value;
    return this;
  }
  setHeader(name: string, value: string): this {
    return this.header(name, value);
  }
  getHeader(name: string): string | undefined {
    return this.headers[name.toLowerCase()];
  }
  code(status: number): this {
    this.statusCode = status;
    return this;
  }
  status(status: number): this {
    return this.code(status);
  }
  send(): this {
    return this;
  }
  end(): void {
    // What ends here has been answered.
  }
}

class FakeResponse {
  writeHead(): this {
    return this;
  }
}
