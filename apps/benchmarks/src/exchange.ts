import { IncomingMessage, ServerResponse } from 'node:http';
import { Socket } from 'node:net';

import { type Answer, corsOf } from './answer.ts';
import type { Ask } from './asks.ts';
import { type Subject, turn } from './subject.ts';

/** Answers one request of Node. */
export type Listener = (request: IncomingMessage, response: ServerResponse) => unknown;

let socket = new Socket();
let exchanges = 0;

/** Hands one request to a listener, without a socket to read from or to write to. */
function exchange(listener: Listener, { method, url, headers }: Ask): ServerResponse {
  // Some frameworks listen to the socket anew for each request, and a socket without an end never forgets.
  if ((exchanges += 1) % 64 === 0) socket = new Socket();
  const request = new IncomingMessage(socket);
  request.method = method;
  request.url = url;
  request.headers = { ...headers };
  request.httpVersionMajor = 1;
  request.httpVersionMinor = 1;
  request.complete = true;
  const response = new ServerResponse(request);
  listener(request, response);
  return response;
}

/** The answer of a listener, read off the head that it would have sent. */
async function answerOf(listener: Listener, ask: Ask): Promise<Answer> {
  const response = exchange(listener, ask);
  for (let wait = 0; wait < 100 && !response.writableEnded; wait += 1) await turn();
  // Node has no public way to the head of a response whose headers went straight to `writeHead`.
  const head = String(Reflect.get(response, '_header'));
  const lines = head
    .split('\r\n')
    .slice(1)
    .filter((line) => line !== '');
  const fields = lines.map((line) => {
    const colon = line.indexOf(':');
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const;
  });
  return { status: response.statusCode, headers: corsOf(fields) };
}

/** A whole server but for its sockets, as something to ask. */
export const listening = (listener: Listener, answers: Subject['answers']): Subject => ({
  ask: (ask) => exchange(listener, ask),
  burst: 64,
  answer: (ask) => answerOf(listener, ask),
  answers,
});
