import { isPreflight } from '@routecors/core';
import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';

import { installationOf } from './installation.ts';
import { answerActual, answerPreflight } from './on-request.ts';
import { requestHead } from './request-head.ts';

/**
 * Fastify answers bad URLs (400) and over-long parameters (414) before any hook runs. Given to its
 * option `frameworkErrors`, this sends the same answers with the CORS headers of the scope that the
 * path is under, so that a page can read them.
 *
 * ```ts
 * const app = Fastify({ frameworkErrors: corsFrameworkErrors });
 * ```
 */
export function corsFrameworkErrors(error: FastifyError, asked: object, answer: object): void {
  // Their types differ from server to server, HTTP/2's above all.
  const request = asked as FastifyRequest;
  const reply = answer as FastifyReply;
  const send = (): void => {
    const { statusCode = 500, code, message } = error;
    // As Fastify words its own: 414 is a bad request, too.
    const name = statusCode < 500 ? 'Bad Request' : 'Internal Server Error';
    void reply.code(statusCode).send({ error: name, code, message, statusCode });
  };
  const head = requestHead(request);
  const table = installationOf(request.server)?.policies.tableIfReady();
  if (table === undefined) {
    send();
    return;
  }
  try {
    if (isPreflight(head)) answerPreflight(table, head, request, reply, send);
    else answerActual(table, table.policyOfPath(head.path), request, reply, send);
  } catch {
    // Nobody catches what is thrown here. The error that was to be answered is the better answer.
    send();
  }
}
