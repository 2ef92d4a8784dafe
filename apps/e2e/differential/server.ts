import { type AddressInfo, type Server, type Socket, createServer } from 'node:net';

import type { Answer, Arrived, Hop, Lines, Pair, Place } from './pair.ts';
import { createPolicies } from './policies.ts';

/** Three origins that answer as the pairs say, byte by byte: no HTTP library would send such headers. */
export interface PairServers {
  readonly origins: Readonly<Record<Place, string>>;
  /** The pairs to answer for, until the next ones. */
  readonly serve: (pairs: readonly Pair[]) => void;
  /** The URL at which a runner finds a hop of a pair. */
  readonly url: (runner: string, pair: Pair, hop: number) => string;
  /** What arrived for a pair, so far. */
  readonly arrived: (runner: string, pair: Pair) => readonly Arrived[];
  readonly close: () => Promise<void>;
}

export async function startServers(): Promise<PairServers> {
  const sockets = new Set<Socket>();
  const arrivals = new Map<string, Arrived[]>();
  let pairs = new Map<number, Pair>();
  const servers = await Promise.all(
    // Whether `localhost` is 127.0.0.1 or ::1 is the machine's choice: both are listened on.
    [0, 1, 2].map(() => listen((socket) => track(socket, sockets, (head) => answer(head)))),
  );
  const [own, sameSite, crossSite] = servers.map(
    (server) => (server.address() as AddressInfo).port,
  );
  const origins: Record<Place, string> = {
    own: `http://localhost:${own}`,
    'same-site': `http://localhost:${sameSite}`,
    'cross-site': `http://127.0.0.1:${crossSite}`,
  };
  const policies = await createPolicies(origins.own);

  const url = (runner: string, pair: Pair, hop: number): string =>
    `${origins[pair.hops[hop]?.place ?? 'own']}/${runner}/${pair.id}/${hop}`;

  async function answer(head: Arrived): Promise<Buffer> {
    const [, runner = '', id = '', index = ''] = (head['path'] ?? '').split('/');
    const pair = pairs.get(Number(id));
    const hop = pair?.hops[Number(index)];
    if (runner === 'cookies') return respond(200, head, cookieLines);
    if (runner === 'page') return respond(200, head, [['Content-Type', 'text/html']]);
    if (pair === undefined || hop === undefined) return respond(404, head, []);
    const key = `${runner} ${id}`;
    arrivals.set(key, [...(arrivals.get(key) ?? []), head]);
    const reply = await replyOf(hop, head);
    const fill = (value: string): string =>
      value
        .replaceAll('{origin}', origins.own)
        .replaceAll('{ORIGIN}', origins.own.toUpperCase())
        .replaceAll('{cross-site}', origins['cross-site'])
        .replaceAll('{asked}', head['origin'] ?? origins.own)
        .replaceAll(/\{next:(\d)\}/g, (_, next) => url(runner, pair, Number(next)))
        .replaceAll(/\{user:(\d)\}/g, (_, next) =>
          url(runner, pair, Number(next)).replace('://', '://user:secret@'),
        );
    return respond(
      reply.status,
      head,
      reply.lines.map(([name, value]) => [name, fill(value)]),
    );
  }

  async function replyOf(hop: Hop, head: Arrived): Promise<Answer> {
    const isPreflight = head['method'] === 'OPTIONS' && 'access-control-request-method' in head;
    const written = isPreflight ? hop.preflight : hop.actual;
    if (hop.policy === null) return written;
    const lines = written.lines.filter(
      ([name]) => !name.toLowerCase().startsWith('access-control-'),
    );
    return policies(hop.policy, head, { status: written.status, lines });
  }

  return {
    origins,
    serve: (next) => {
      pairs = new Map(next.map((pair) => [pair.id, pair]));
      arrivals.clear();
    },
    url,
    arrived: (runner, pair) => arrivals.get(`${runner} ${pair.id}`) ?? [],
    close: async () => {
      for (const socket of sockets) socket.destroy();
      await Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve))));
    },
  };
}

/**
 * Cookies of one site. None with `SameSite=None`: whether third parties get those is a setting of each
 * browser, and both block them as they are shipped.
 */
const cookieLines: Lines = [
  ['Access-Control-Allow-Origin', '{asked}'],
  ['Access-Control-Allow-Credentials', 'true'],
  ['Set-Cookie', 'lax=1; Path=/; SameSite=Lax'],
  ['Set-Cookie', 'strict=1; Path=/; SameSite=Strict'],
];

function respond(status: number, head: Arrived, lines: Lines): Buffer {
  const hasBody = head['method'] !== 'HEAD' && ![204, 205, 304].includes(status);
  const body = hasBody ? 'text' : '';
  const all: Lines = [
    ...lines,
    ['Content-Length', String(body.length)],
    ['Cache-Control', 'no-store'],
  ];
  const text = all
    .map(([name, value]) => `${name}: ${value.replace('{asked}', head['origin'] ?? '*')}\r\n`)
    .join('');
  return Buffer.from(`HTTP/1.1 ${status} Reason\r\n${text}\r\n${body}`, 'latin1');
}

function listen(onSocket: (socket: Socket) => void): Promise<Server> {
  const server = createServer(onSocket);
  return new Promise((resolve) => server.listen(0, () => resolve(server)));
}

/** Reads one request after the other from a connection, heads and bodies, and answers them in order. */
function track(
  socket: Socket,
  sockets: Set<Socket>,
  answer: (head: Arrived) => Promise<Buffer>,
): void {
  let received = '';
  let last = Promise.resolve();
  sockets.add(socket);
  socket.on('close', () => sockets.delete(socket));
  socket.on('error', () => socket.destroy());
  socket.on('data', (chunk) => {
    received += chunk.toString('latin1');
    for (;;) {
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = parseHead(received.slice(0, end));
      const length = Number(head['content-length'] ?? 0);
      if (received.length < end + 4 + length) return;
      received = received.slice(end + 4 + length);
      last = last.then(async () => {
        const bytes = await answer(head);
        if (socket.writable) socket.write(bytes);
      });
    }
  });
}

function parseHead(text: string): Arrived {
  const [line = '', ...lines] = text.split('\r\n');
  const [method = '', path = ''] = line.split(' ');
  const fields = lines.map((field) => {
    const colon = field.indexOf(':');
    return [field.slice(0, colon).toLowerCase(), field.slice(colon + 1).trim()] as const;
  });
  return { ...Object.fromEntries(fields), method, path };
}
