import { type IncomingMessage, type Server, createServer, request } from 'node:http';

/** One exchange as it went over the wire: header lines as name and value in turn, in their order. */
export interface WireExchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly lines: readonly string[];
  };
  readonly response: { readonly status: number; readonly lines: readonly string[] };
}

/** Headers that belong to one connection, so not to the next. (RFC 9110, section 7.6.1) */
const hopByHop: ReadonlySet<string> = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * A server that passes everything on to `target`, byte for byte, and shows what passed. So the
 * playground shows the wire itself and not what some framework believes it has sent.
 *
 * @param target the address of the server behind
 */
export function createRelay(target: string, onExchange: (exchange: WireExchange) => void): Server {
  return createServer((incoming, outgoing) => {
    const { method = 'GET', url = '/', rawHeaders } = incoming;
    const onward = request(new URL(url, target), { method, headers: rawHeaders });
    onward.once('response', (answer: IncomingMessage) => {
      const { statusCode: status = 502, statusMessage, rawHeaders: lines } = answer;
      onExchange({ request: { method, url, lines: rawHeaders }, response: { status, lines } });
      outgoing.sendDate = false;
      outgoing.writeHead(status, statusMessage, endToEnd(lines));
      answer.pipe(outgoing);
    });
    onward.once('error', () => outgoing.destroy());
    outgoing.once('close', () => onward.destroy());
    incoming.pipe(onward);
  });
}

function endToEnd(lines: readonly string[]): string[] {
  return lines.filter((_, index) => !hopByHop.has((lines[index & ~1] ?? '').toLowerCase()));
}
