import { type IncomingMessage, type ServerResponse, request } from 'node:http';
import { pipeline } from 'node:stream';

/** Headers between two neighbours, which a proxy does not pass on. (RFC 9110, section 7.6.1) */
const hopByHop = new Set([
  'connection',
  'keep-alive',
  'te',
  'transfer-encoding',
  'upgrade',
  'host',
]);
/** Our users' cookies are nobody else's business. */
const ours = new Set(['cookie', 'authorization']);

/**
 * For an API that does not know our pages: ours fetches it for them. It copies all headers of the
 * answer, its CORS headers too; those that leave are ours.
 */
export function createProxy(upstream: string) {
  return (incoming: IncomingMessage, response: ServerResponse): void => {
    const headers = Object.entries(incoming.headersDistinct).filter(
      ([name]) => !hopByHop.has(name) && !ours.has(name),
    );
    const url = new URL(incoming.url ?? '/', upstream);
    // A path of two slashes would be another host.
    url.host = new URL(upstream).host;
    const { method } = incoming;
    const outgoing = request(url, {
      ...(method && { method }),
      headers: Object.fromEntries(headers) as never,
    });
    outgoing.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      pipeline(answer, response, () => {});
    });
    outgoing.on('error', () => {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    });
    pipeline(incoming, outgoing, () => {});
  };
}
