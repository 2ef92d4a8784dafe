import { HttpException } from '@nestjs/common';

import type { CorsRequest } from './options.ts';
import type { RequestHook } from './request-hook.ts';

const hookKey = Symbol.for('routecors.frameworkErrors');

/** The part of Fastify's error that is sent. */
interface FrameworkError {
  readonly statusCode?: number | undefined;
  readonly code: string;
  readonly message: string;
}

interface FastifyReply {
  code(status: number): FastifyReply;
  send(body: unknown): unknown;
}

/** Lets {@link corsFrameworkErrors} find what an application decides with. */
export function noteHook(instance: object, hook: RequestHook): void {
  Object.defineProperty(instance, hookKey, { configurable: true, value: hook });
}

/**
 * Fastify answers bad URLs (400) and over-long parameters (414) before any hook runs. Given to its
 * option `frameworkErrors`, this sends the same answers with CORS headers, so that a page can read
 * them.
 *
 * ```ts
 * new FastifyAdapter({ frameworkErrors: corsFrameworkErrors });
 * ```
 */
export function corsFrameworkErrors(error: FrameworkError, request: object, reply: object): void {
  const answer = reply as FastifyReply;
  const send = (refusal?: unknown): void => {
    if (refusal instanceof HttpException) {
      void answer.code(refusal.getStatus()).send(refusal.getResponse());
      return;
    }
    const { statusCode = 500, code, message } = error;
    // As Fastify words its own: 414 is a bad request, too.
    const name = statusCode < 500 ? 'Bad Request' : 'Internal Server Error';
    void answer.code(statusCode).send({ error: name, code, message, statusCode });
  };
  const { server } = request as { readonly server?: { readonly [hookKey]?: RequestHook } };
  const hook = server?.[hookKey];
  try {
    if (hook) hook(request as CorsRequest, reply as never, send);
    else send();
  } catch {
    // Nobody catches what is thrown here. The error that was to be answered is the better answer.
    send();
  }
}
