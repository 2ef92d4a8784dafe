import { METHODS } from 'node:http';
import type { Readable } from 'node:stream';

import type { Transport, TransportResponse } from '../transport/transport.ts';
import { bodyStream } from './body-stream.ts';
import { acceptEncoding, decodeContent } from './content-coding.ts';
import { explainedTransport } from './explained-transport.ts';

/** A Fastify instance, as far as it matters here: what `light-my-request` makes of an application. */
export interface Injectable {
  readonly inject: (options: {
    readonly method: never;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly payload?: Buffer;
    readonly payloadAsStream: true;
    readonly signal: AbortSignal;
  }) => Promise<InjectedResponse>;
}

interface InjectedResponse {
  readonly statusCode: number;
  readonly statusMessage: string;
  readonly headers: Readonly<Record<string, number | string | readonly string[] | undefined>>;
  readonly stream: () => Readable;
}

const known: ReadonlySet<string> = new Set(METHODS);

/** Straight into a Fastify instance with `inject`: no socket, no port, and the app need not listen. */
export function injectTransport(app: Injectable): Transport {
  return explainedTransport(async ({ method, url, headers, body, signal }) => {
    // Node's HTTP parser refuses what it does not know, `patch` in lower case included, before any
    // application sees it; `inject` would upper-case it instead.
    if (!known.has(method)) return badRequest;
    const fields = new Map<string, string>([
      ['host', url.host],
      ['accept-encoding', acceptEncoding],
    ]);
    const named = new Set<string>();
    for (const [name, value] of headers) {
      const lower = name.toLowerCase();
      fields.set(lower, named.has(lower) ? `${fields.get(lower) ?? ''}, ${value}` : value);
      named.add(lower);
    }
    const response = await app.inject({
      method: method as never,
      url: url.pathname + url.search,
      headers: Object.fromEntries(fields),
      ...(body === null ? {} : { payload: Buffer.from(body) }),
      payloadAsStream: true,
      signal,
    });
    return toResponse(response);
  });
}

const badRequest: TransportResponse = {
  status: 400,
  statusText: 'Bad Request',
  headers: [['Connection', 'close']],
  body: null,
};

function toResponse(response: InjectedResponse): TransportResponse {
  const headers = Object.entries(response.headers).flatMap(([name, value]) =>
    value === undefined ? [] : [value].flat().map((line): [string, string] => [name, String(line)]),
  );
  const coding = response.headers['content-encoding'];
  const body = decodeContent(response.stream(), coding === undefined ? undefined : String(coding));
  return {
    status: response.statusCode,
    statusText: response.statusMessage,
    headers,
    body: bodyStream(body),
  };
}
