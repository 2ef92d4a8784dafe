import type { ClientRequest, IncomingMessage } from 'node:http';

import type { TransportRequest, TransportResponse } from '../transport/transport.ts';
import { bodyStream } from './body-stream.ts';
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
      const names = new Set(headers.map(([name]) => name.toLowerCase()));
      // Lines that a page doubled go out joined, as browsers do it, under the first one's name.
      for (const lower of names) {
        const lines = headers.filter(([name]) => name.toLowerCase() === lower);
        setHeader(client, lines[0]?.[0] ?? lower, lines.map(([, value]) => value).join(', '));
      }
      if (!names.has('accept-encoding')) client.setHeader('Accept-Encoding', acceptEncoding);
      client.end(body ?? undefined);
    } catch (error) {
      client.destroy();
      reject(error);
    }
  });
}

/**
 * Sets a header to any value that a page can. Node refuses all control characters, Fetch only those
 * that would end the line. Node judges an array when it is set and writes it when it is sent.
 * (Fetch, "header value")
 */
function setHeader(client: ClientRequest, name: string, value: string): void {
  // oxlint-disable-next-line no-control-regex -- the line between the two is drawn in controls
  if (/[\0\r\n]/.test(value) || !/[\x01-\x1f\x7f]/.test(value)) {
    client.setHeader(name, value);
    return;
  }
  const written = [''];
  client.setHeader(name, written);
  written[0] = value;
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
    body: bodyStream(body),
  };
}
