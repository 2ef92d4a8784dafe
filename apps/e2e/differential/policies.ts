import { METHODS } from 'node:http';

import corsPlugin, { type CorsOptions } from '@routecors/fastify';
import Fastify, { type FastifyReply, type FastifyRequest } from 'fastify';

import type { Answer, Arrived, Lines } from './pair.ts';

const own = ['PUT', 'PATCH', 'GET', 'POST'];

/** Policies as people write them, for the page's origin. */
const options: readonly ((origin: string) => CorsOptions)[] = [
  () => ({ origin: '*' }),
  () => ({ origin: '*', exposedHeaders: '*', allowedHeaders: ['x-token'] }),
  (origin) => ({ origin: [origin] }),
  (origin) => ({ origin: [origin], credentials: true }),
  (origin) => ({
    origin: [origin],
    credentials: true,
    exposedHeaders: ['x-a', 'x-b'],
    maxAge: 600,
  }),
  (origin) => ({
    origin: [origin],
    credentials: true,
    allowedHeaders: ['authorization', 'content-type'],
    exposedHeaders: ['x-a'],
  }),
  () => ({ origin: ['https://other.example'], credentials: true }),
  () => ({ origin: false }),
  () => ({ origin: 'http://localhost:*', credentials: true, optionsSuccessStatus: 200, maxAge: 0 }),
  () => ({ origin: (origin: string) => origin.startsWith('http://localhost:'), maxAge: 5 }),
];

export const policyCount: number = options.length;

/** Headers of ours, by which a route is told what its handler is to answer. */
const answerHeader = 'x-answer';

/** Asks a Fastify application with the plugin, one route to a policy, what it sends for a request. */
export async function createPolicies(
  origin: string,
): Promise<(policy: number, request: Arrived, answer: Answer) => Promise<Answer>> {
  const app = Fastify();
  await app.register(corsPlugin, {
    origin: '*',
    policies: Object.fromEntries(options.map((make, index) => [`policy${index}`, make(origin)])),
  });
  for (const index of options.keys()) {
    const config = { cors: `policy${index}` };
    app.route({ method: own, url: `/${index}`, config, handler: answerAsTold });
  }
  await app.ready();
  return async (policy, request, answer) => {
    const method = request['method'] ?? '';
    // Node's parser refuses it before any application sees it.
    if (!METHODS.includes(method)) return { status: 400, lines: [] };
    const response = await app.inject({
      method: method as 'GET',
      url: `/${policy}`,
      headers: { ...corsHeaders(request), [answerHeader]: JSON.stringify(answer) },
    });
    return { status: response.statusCode, lines: toLines(response.headers) };
  };
}

function answerAsTold(request: FastifyRequest, reply: FastifyReply): void {
  const { status, lines } = JSON.parse(String(request.headers[answerHeader])) as Answer;
  // Beyond that Fastify sends nothing.
  reply.code(Math.min(status, 599));
  for (const [name, value] of lines) reply.header(name, value);
  reply.send();
}

function corsHeaders(request: Arrived): Record<string, string> {
  return Object.fromEntries(
    Object.entries(request).filter(
      ([name]) => name === 'origin' || name.startsWith('access-control-'),
    ),
  );
}

/** What belongs to the connection is the pair server's. */
const notTold: ReadonlySet<string> = new Set(['connection', 'content-length', 'date']);

function toLines(headers: Readonly<Record<string, unknown>>): Lines {
  return Object.entries(headers)
    .filter(([name]) => !notTold.has(name))
    .flatMap(([name, value]) =>
      [value].flat().map((line): readonly [string, string] => [name, String(line)]),
    );
}
