import type { HeaderLines, Transport, TransportRequest } from '../../src/index.ts';

export interface Answer {
  readonly status?: number;
  readonly statusText?: string;
  readonly headers?: HeaderLines;
  readonly body?: string | ReadableStream<Uint8Array>;
}

/** A transport that answers from a script, and the requests that it saw. */
export interface Scripted {
  readonly transport: Transport;
  readonly requests: readonly TransportRequest[];
  /** `METHOD url` of each request. */
  readonly log: readonly string[];
}

export function scripted(
  answer: (request: TransportRequest) => Answer | Promise<Answer>,
): Scripted {
  const requests: TransportRequest[] = [];
  const log: string[] = [];
  return {
    requests,
    log,
    async transport(request) {
      requests.push(request);
      log.push(`${request.method} ${request.url.href}`);
      const { status = 200, statusText = '', headers = [], body = '' } = await answer(request);
      return { status, statusText, headers, body: new Response(body).body };
    },
  };
}

/** The value of a request's header as it was sent, `undefined` where it was not. */
export function sent(request: TransportRequest | undefined, name: string): string | undefined {
  return request?.headers.find(([candidate]) => candidate.toLowerCase() === name)?.[1];
}

export const page = 'https://app.example';
export const api = 'https://api.example/items';

/** Allows the page everything that these tests send, credentials included. */
export const generous: HeaderLines = [
  ['access-control-allow-origin', page],
  ['access-control-allow-credentials', 'true'],
  ['access-control-allow-methods', 'PUT, DELETE, PATCH'],
  ['access-control-allow-headers', 'content-type, x-token, authorization'],
];
