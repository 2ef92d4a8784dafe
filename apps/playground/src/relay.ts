import { type IncomingMessage, type Server, createServer, request } from 'node:http';
import type { Duplex } from 'node:stream';

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
  const server = createServer((incoming, outgoing) => {
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
  server.on('upgrade', (incoming: IncomingMessage, socket: Duplex, head: Buffer) => {
    relayUpgrade(target, incoming, socket, head, onExchange);
  });
  return server;
}

/** A WebSocket's handshake, and then whatever goes either way. */
function relayUpgrade(
  target: string,
  incoming: IncomingMessage,
  socket: Duplex,
  head: Buffer,
  onExchange: (exchange: WireExchange) => void,
): void {
  const { method = 'GET', url = '/', rawHeaders } = incoming;
  const onward = request(new URL(url, target), { method, headers: rawHeaders });
  const answerWith = (answer: IncomingMessage): void => {
    const { statusCode: status = 502, statusMessage = '', rawHeaders: lines } = answer;
    onExchange({ request: { method, url, lines: rawHeaders }, response: { status, lines } });
    const fields = lines.map((line, index) => (index % 2 === 0 ? `${line}: ` : `${line}\r\n`));
    socket.write(`HTTP/1.1 ${status} ${statusMessage}\r\n${fields.join('')}\r\n`);
  };
  onward.once('upgrade', (answer: IncomingMessage, behind: Duplex, first: Buffer) => {
    answerWith(answer);
    socket.write(first);
    behind.write(head);
    for (const [from, to] of [
      [socket, behind],
      [behind, socket],
    ] as const) {
      from.once('error', () => to.destroy());
      from.pipe(to);
    }
  });
  onward.once('response', (answer: IncomingMessage) => {
    answerWith(answer);
    answer.pipe(socket);
  });
  onward.once('error', () => socket.destroy());
  // A browser that was refused resets the connection rather than read on.
  socket.on('error', () => onward.destroy());
  onward.end();
}

function endToEnd(lines: readonly string[]): string[] {
  return lines.filter((_, index) => !hopByHop.has((lines[index & ~1] ?? '').toLowerCase()));
}
