import { deepStrictEqual } from 'node:assert/strict';

import { type AskName, allowedOrigin, askNames, asks } from './asks.ts';
import { type Answer, type Ask, answerOf } from './exchange.ts';
import { expressApp } from './express-servers.ts';
import { fastifyListener } from './framework.ts';
import {
  expressMiddleware,
  fastifyCorsHook,
  handWrittenHook,
  honoMiddleware,
  routecorsHook,
} from './hooks.ts';

/** Somebody who is asked, and what is known about the answer. */
export interface Asked {
  readonly name: string;
  readonly answer: (ask: Ask) => Promise<Answer>;
  /** Whether its answers are ours to the byte; peers word theirs differently, but let the same origins in. */
  readonly isExact: boolean;
}

const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

/** What we send, and so does whoever writes the hook by hand. */
const expected: Readonly<Record<AskName, Answer>> = {
  'allowed GET': {
    status: 200,
    headers: { 'access-control-allow-origin': allowedOrigin, vary: 'Origin' },
  },
  'denied GET': { status: 200, headers: { vary: 'Origin' } },
  preflight: {
    status: 204,
    headers: {
      'access-control-allow-headers': 'content-type',
      'access-control-allow-methods': 'GET,HEAD',
      'access-control-allow-origin': allowedOrigin,
      vary: preflightVary,
    },
  },
};

/** Everybody who is timed anywhere. */
export async function everybody(): Promise<readonly Asked[]> {
  const one = [allowedOrigin];
  const ours = await routecorsHook(one);
  const byHand = await handWrittenHook();
  const theirs = await fastifyCorsHook(one);
  const [floor, full, peer] = await Promise.all([
    fastifyListener('hand-written', one),
    fastifyListener('routecors', one),
    fastifyListener('@fastify/cors', one),
  ]);
  const express = expressApp(one);
  return [
    { name: 'hook: hand-written', answer: byHand.answer, isExact: true },
    { name: 'hook: routecors', answer: ours.answer, isExact: true },
    { name: 'hook: @fastify/cors', answer: theirs.answer, isExact: false },
    { name: 'hook: cors', answer: expressMiddleware(one).answer, isExact: false },
    { name: 'hook: hono', answer: honoMiddleware(one).answer, isExact: false },
    { name: 'Fastify: hand-written', answer: (ask) => answerOf(floor, ask), isExact: true },
    { name: 'Fastify: routecors', answer: (ask) => answerOf(full, ask), isExact: true },
    { name: 'Fastify: @fastify/cors', answer: (ask) => answerOf(peer, ask), isExact: false },
    { name: 'Express: cors', answer: (ask) => answerOf(express, ask), isExact: false },
  ];
}

/** Throws where a contender does not answer as it should: a wrong answer is not worth timing. */
export async function checkAnswers(): Promise<void> {
  for (const asked of await everybody()) {
    for (const name of askNames) await checkAnswer(asked, name);
  }
}

export async function checkAnswer({ name, answer, isExact }: Asked, ask: AskName): Promise<void> {
  const given = await answer(asks[ask]);
  const { status, headers } = expected[ask];
  if (isExact) {
    deepStrictEqual(given.headers, headers, `${name}, ${ask}`);
    if (!name.startsWith('hook') || ask === 'preflight') deepStrictEqual(given.status, status);
    return;
  }
  const allowOrigin = given.headers['access-control-allow-origin'];
  deepStrictEqual(allowOrigin, headers['access-control-allow-origin'], `${name}, ${ask}`);
}
