import type { ClientRequest, IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';

import type { TransportRequest, TransportResponse } from '../transport/transport.ts';
import { acceptEncoding, decodeContent } from './content-coding.ts';

/** Most bytes of a response's head, as in Chromium and Firefox. Node's own limit is 16 KiB. */
const maxHeaderSize: number = 256 * 1024;

/** What every request of ours sets. Browsers put up with control characters in values, and so must we to say what they would. */
export const parserOptions: {
  readonly maxHeaderSize: number;
  readonly insecureHTTPParser: true;
} = { maxHeaderSize, insecureHTTPParser: true };

/** Sends the request over a `ClientRequest` that was not touched yet, and waits for the response's head. */
export function exchange(
  client: ClientRequest,
  { method, headers, body }: TransportRequest,
): Promise<TransportResponse> {
  return new Promise((resolve, reject) => {
    client.once('error', reject);
    client.once('response', (message) => resolve(toResponse(message)));
    client.once('upgrade', (_message, socket) => {
      socket.destroy();
      reject(new TypeError('The server switched protocols (101), which nobody asked for.'));
    });
    try {
      // Node upper-cases the method it is given, and browsers do not: `patch` stays `patch`.
      client.method = method;
      const names = new Set<string>();
      for (const [name, value] of headers) {
        names.add(name.toLowerCase());
        // Lines that a page doubled go out joined, as browsers do it.
        const before = client.getHeader(name);
        client.setHeader(name, before === undefined ? value : `${String(before)}, ${value}`);
      }
      if (!names.has('accept-encoding')) client.setHeader('Accept-Encoding', acceptEncoding);
      client.end(body ?? undefined);
    } catch (error) {
      client.destroy();
      reject(error);
    }
  });
}

function toResponse(message: IncomingMessage): TransportResponse {
  const headers: [string, string][] = [];
  // Name, value, name, value: every line apart, in its own case, decoded as latin-1.
  for (let index = 0; index < message.rawHeaders.length; index += 2) {
    headers.push([message.rawHeaders[index] ?? '', message.rawHeaders[index + 1] ?? '']);
  }
  const body = decodeContent(message, message.headers['content-encoding']);
  return {
    status: message.statusCode ?? 0,
    statusText: message.statusMessage ?? '',
    headers,
    body: Readable.toWeb(body) as ReadableStream<Uint8Array>,
  };
}
