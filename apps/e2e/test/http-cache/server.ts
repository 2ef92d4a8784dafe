import { type IncomingMessage, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import type { CacheAnswer, CacheArrival, CacheScenario } from './scenario.ts';

/** A server on two origins that answers as the scenarios say, and remembers what arrived. */
export interface CacheServer {
  readonly origins: { readonly own: string; readonly other: string };
  /** The URL of a path of a scenario. Each runner has URLs of its own. */
  readonly url: (
    runner: string,
    scenario: CacheScenario,
    path?: string,
    place?: 'own' | 'other',
  ) => string;
  readonly arrived: (runner: string, scenario: CacheScenario) => readonly CacheArrival[];
  readonly close: () => Promise<void>;
}

export async function startCacheServer(scenarios: readonly CacheScenario[]): Promise<CacheServer> {
  const arrivals = new Map<string, CacheArrival[]>();
  const server = createServer(answer);
  // Whether `localhost` is 127.0.0.1 or ::1 is the machine's choice: both are listened on.
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  const origins = { own: `http://localhost:${port}`, other: `http://127.0.0.1:${port}` };

  const url: CacheServer['url'] = (runner, scenario, path = 'a', place = 'other') =>
    `${origins[place]}/${runner}/${scenarios.indexOf(scenario)}/${path}`;

  function answer(request: IncomingMessage, response: ServerResponse): void {
    const [, runner = '', index = '', path = ''] = (request.url ?? '').split('/');
    const scenario = scenarios[Number(index)];
    const answers = scenario?.answers[path];
    if (scenario === undefined || answers === undefined) {
      response.writeHead(200, { 'content-type': 'text/html', 'cache-control': 'no-store' });
      response.end('<!doctype html><title>A page</title>');
      return;
    }
    const key = `${runner} ${index}`;
    const before = arrivals.get(key) ?? [];
    arrivals.set(key, [...before, arrival(request, path)]);
    if (request.method === 'OPTIONS') {
      response.writeHead(204, {
        'access-control-allow-origin': request.headers.origin ?? '*',
        'access-control-allow-methods': 'PUT, DELETE, PATCH',
        'access-control-allow-headers': request.headers['access-control-request-headers'] ?? '',
      });
      response.end();
      return;
    }
    const nth = before.filter((one) => one['path'] === path && one['method'] !== 'OPTIONS').length;
    const reply = answers[Math.min(nth, answers.length - 1)] ?? { headers: {} };
    send(request, response, reply, `${path} ${nth + 1}`, (target) => url(runner, scenario, target));
  }

  return {
    origins,
    url,
    arrived: (runner, scenario) => arrivals.get(`${runner} ${scenarios.indexOf(scenario)}`) ?? [],
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { status = 200, headers }: CacheAnswer,
  body: string,
  url: (path: string) => string,
): void {
  const { origin } = request.headers;
  for (const [name, value] of Object.entries(headers)) {
    if (value === '{asked}' && origin === undefined) continue;
    const filled = value.replace('{asked}', origin ?? '');
    response.setHeader(
      name,
      filled.replace(/\{url:(\w)\}/, (_, path: string) => url(path)),
    );
  }
  const isEmpty = status === 304 || request.method === 'HEAD';
  if (!isEmpty) response.setHeader('content-length', body.length);
  response.writeHead(status);
  response.end(isEmpty ? '' : body);
}

/** What of a request is compared; of a preflight, only what CORS is about. */
const compared = [
  'origin',
  'cookie',
  'if-none-match',
  'if-modified-since',
  'cache-control',
  'pragma',
  'access-control-request-method',
  'access-control-request-headers',
] as const;

function arrival(request: IncomingMessage, path: string): CacheArrival {
  const isPreflight = request.method === 'OPTIONS';
  const lines = compared.flatMap((name) => {
    const value = request.headers[name];
    // Browsers tell a preflight's caches what they tell those of the request itself.
    const isLeftOut =
      value === undefined || (isPreflight && /^(?:cache-control|pragma)$/.test(name));
    return isLeftOut ? [] : [[name, value] as const];
  });
  return { method: request.method ?? '', path, ...Object.fromEntries(lines) };
}
