import expressCors from 'cors';
import Fastify, { type FastifyInstance } from 'fastify';
import { Hono } from 'hono';
import { cors as honoCors } from 'hono/cors';

import { corsOf } from '../answer.ts';
import type { Ask } from '../asks.ts';
import type { Makers } from '../contender.ts';
import { originsOf } from '../origins.ts';
import type { Setting, Subject } from '../subject.ts';
import { FakeReply, FakeRequest, answerOfReply, done } from './fakes.ts';
import { type Hook, ways } from './fastify.ts';

type Run = (request: FakeRequest, reply: FakeReply) => void;

const noRoute = { config: {} };

/** On fakes: from the request to the head that leaves. Nothing is left for later. */
function faking(run: Run, answers: Subject['answers'], routeOptions = noRoute): Subject {
  const ask = (asked: Ask): FakeReply => {
    const request = new FakeRequest(asked, routeOptions);
    const reply = new FakeReply(request);
    run(request, reply);
    if (reply.raw.status === 0) reply.send();
    return reply;
  };
  return {
    ask,
    burst: Infinity,
    answer: (asked) => Promise.resolve(answerOfReply(ask(asked))),
    answers,
  };
}

/** The hook that somebody adds to Fastify, as Fastify would call it. */
const fastifyHook =
  (who: string, answers: Subject['answers']) =>
  async ({ origins }: Setting): Promise<Subject> => {
    const app = Fastify();
    const hooks: Hook[] = [];
    const addHook = app.addHook.bind(app) as (name: string, hook: unknown) => FastifyInstance;
    app.addHook = ((name: string, hook: Hook) => {
      if (name === 'onRequest') hooks.push(hook);
      return addHook(name, hook);
    }) as FastifyInstance['addHook'];
    await ways[who]?.(app, originsOf(origins));
    let routeOptions = noRoute;
    app.get('/item', (request, reply) => {
      ({ routeOptions } = request);
      return reply.send();
    });
    await app.inject('/item');
    const [hook] = hooks;
    if (hook === undefined) throw new Error(`${who} added no onRequest hook.`);
    const run = hook as unknown as (...given: [...Parameters<Run>, typeof done]) => void;
    return faking((request, reply) => run(request, reply, done), answers, routeOptions);
  };

function expressMiddleware({ origins }: Setting): Subject {
  const middleware = expressCors({ origin: originsOf(origins) });
  return faking((request, reply) => middleware(request, reply, done), 'alike');
}

/** Hono works on the platform's own requests and responses; its requests are made beforehand. */
function honoMiddleware({ origins }: Setting): Subject {
  const app = new Hono();
  app.use(honoCors({ origin: originsOf(origins) }));
  app.get('/item', (context) => context.body(null));
  const made = new Map<Ask, Request>();
  const decide = (ask: Ask): Response | Promise<Response> => {
    const { method, url, headers } = ask;
    const request = made.get(ask) ?? new Request(`http://api.example${url}`, { method, headers });
    made.set(ask, request);
    return app.fetch(request);
  };
  return {
    ask: decide,
    burst: Infinity,
    answer: async (ask) => {
      const { status, headers } = await decide(ask);
      return { status, headers: corsOf([...headers]) };
    },
    answers: 'alike',
  };
}

export const hooks = {
  /** What the fakes cost, to be taken off everybody's bytes. */
  nobody: () => Promise.resolve(faking(() => undefined, 'without CORS')),
  'hand-written': fastifyHook('hand-written', 'exactly'),
  'hand-written, several policies': fastifyHook('hand-written, several policies', 'exactly'),
  routecors: fastifyHook('routecors', 'exactly'),
  'routecors, a live list': fastifyHook('routecors, a live list', 'exactly'),
  'routecors, several policies': fastifyHook('routecors, several policies', 'exactly'),
  '@fastify/cors': fastifyHook('@fastify/cors', 'alike'),
  cors: (setting: Setting) => Promise.resolve(expressMiddleware(setting)),
  hono: (setting: Setting) => Promise.resolve(honoMiddleware(setting)),
} as const satisfies Makers;
