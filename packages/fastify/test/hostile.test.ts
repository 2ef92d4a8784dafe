import { once } from 'node:events';
import { type AddressInfo, connect } from 'node:net';

import Fastify, { type FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';

import corsPlugin, { type RouteCorsOptions, corsFrameworkErrors } from '../src/index.ts';
import { app, createServer, evil, preflight, protocolHeaders, refusedCodes } from './server.ts';

const partner = 'https://partner.example';

/** Bytes as no client library would send them. */
describe('over a socket', () => {
  let server: FastifyInstance;
  beforeAll(async () => {
    server = createServer(
      { origin: [app, 'https://*.preview.example'] },
      (each) => {
        each.get('/a', async () => 'x');
        each.put('/a', async () => 'x');
      },
      { frameworkErrors: corsFrameworkErrors },
    );
    await server.listen({ port: 0, host: '127.0.0.1' });
  });
  afterAll(() => server.close());

  const send = async (target: string, lines: readonly string[]): Promise<string> => {
    const { port } = server.server.address() as AddressInfo;
    const socket = connect(port, '127.0.0.1');
    const head = [target, 'Host: x', 'Connection: close', ...lines];
    socket.end(Buffer.from(`${head.join('\r\n')}\r\n\r\n`, 'latin1'));
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    await once(socket, 'close');
    return Buffer.concat(chunks).toString('latin1');
  };
  const ask = 'Access-Control-Request-Method: PUT';

  test.each<[name: string, lines: readonly string[]]>([
    ['the same origin twice', [`Origin: ${app}`, `Origin: ${app}`, ask]],
    ['an allowed origin before another', [`Origin: ${app}`, `Origin: ${evil}`, ask]],
    ['a NUL behind the origin', [`Origin: ${app}\0`, ask]],
    ['a lone line feed in the origin', [`Origin: ${app}\nX-Injected: 1`, `Origin: ${app}`, ask]],
    ['a byte beyond ASCII in the origin', ['Origin: https://a\xe9.preview.example', ask]],
    ['a huge origin', [`Origin: https://${'a'.repeat(9_000)}.preview.example`, ask]],
    ['the method twice', [`Origin: ${app}`, ask, ask]],
    ['a byte beyond ASCII in the method', [`Origin: ${app}`, `${ask}\xff`]],
    [
      'a huge list',
      [`Origin: ${app}`, ask, `Access-Control-Request-Headers: ${'x,'.repeat(5_000)}`],
    ],
    ['a colon in the list', [`Origin: ${app}`, ask, 'Access-Control-Request-Headers: a:b']],
  ])('%s is refused and shows nothing', async (_, lines) => {
    const answer = await send('OPTIONS /a HTTP/1.1', lines);
    expect(answer).toMatch(/^HTTP\/1\.1 (?:400|403) /);
    expect(answer.toLowerCase()).not.toMatch(/access-control-allow|\r\nx-injected/);
  });

  test.each<[target: string, method: string, lines: readonly string[], part: RegExp]>([
    [
      'OPTIONS http://other.example/a HTTP/1.1',
      'an absolute URL is its path',
      [ask],
      /^HTTP\/1\.1 204 [^]*allow-methods: (?:GET,HEAD,PUT|PUT,GET,HEAD)\r\n/,
    ],
    [
      'OPTIONS /a HTTP/1.1',
      'lists of several lines are one list',
      [ask, 'Access-Control-Request-Headers: x-a', 'Access-Control-Request-Headers: x-b'],
      /access-control-allow-headers: x-a,x-b\r\n/,
    ],
    [
      'GET /%zz HTTP/1.1',
      'a bad URL',
      [],
      /^HTTP\/1\.1 400 [^]*allow-origin: https:\/\/app\.example\r\n/,
    ],
    [
      'OPTIONS /%zz HTTP/1.1',
      'the preflight of a bad URL',
      [ask],
      /^HTTP\/1\.1 204 [^]*allow-methods: PUT\r\n/,
    ],
  ])('%s: %s', async (target, _, lines, part) => {
    expect(await send(target, [`Origin: ${app}`, ...lines])).toMatch(part);
  });
});

describe("the framework's own errors", () => {
  test.each(['/%zz', `/param/${'x'.repeat(101)}`])(
    '%s has the body that Fastify gives it',
    async (url) => {
      const declare = (each: FastifyInstance): void => {
        each.get('/param/:name', async () => 'x');
      };
      const bare = Fastify();
      declare(bare);
      const ours = createServer({ origin: [app] }, declare, {
        frameworkErrors: corsFrameworkErrors,
      });
      const unused = Fastify({ frameworkErrors: corsFrameworkErrors });
      declare(unused);
      const expected = await bare.inject(url);
      for (const server of [ours, unused]) {
        const response = await server.inject({ url, headers: { origin: app } });
        expect([response.statusCode, response.json()]).toEqual([
          expected.statusCode,
          expected.json(),
        ]);
      }
    },
  );
});

describe('an origin function', () => {
  test('that never answers denies after five seconds, and holds up nobody', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      const server = createServer({ origin: () => new Promise<boolean>(() => {}) }, (each) => {
        each.get('/', async () => 'ok');
      });
      await server.ready();
      const settled: string[] = [];
      const note = (name: string) => (value: { statusCode: number; body: string }) => {
        settled.push(name);
        return value;
      };
      const actual = server.inject({ url: '/', headers: { origin: app } }).then(note('actual'));
      const asked = preflight(server, '/', 'GET').then(note('preflight'));
      await vi.advanceTimersByTimeAsync(4_999);
      expect(settled).toEqual([]);
      await vi.advanceTimersByTimeAsync(1);
      expect(await actual).toMatchObject({ statusCode: 200, body: 'ok' });
      expect(await asked).toMatchObject({ statusCode: 403 });
    } finally {
      vi.useRealTimers();
    }
  });

  test('that answers out of order mixes no requests up', async () => {
    const isOurs = (origin: string): boolean => origin.endsWith('0.example');
    const server = createServer(
      {
        origin: async (origin) => {
          // The later it is asked, the earlier it answers.
          await new Promise((resolve) => setTimeout(resolve, 30 - (origin.length % 7) * 4));
          return isOurs(origin);
        },
      },
      (each) => {
        each.get('/', async () => 'ok');
      },
    );
    const origins = Array.from(
      { length: 200 },
      (_, index) => `https://${'a'.repeat(index % 9)}b${index}.example`,
    );
    const answered = await Promise.all(
      origins.map(async (origin) => {
        const { headers } = await server.inject({ url: '/', headers: { origin } });
        return headers['access-control-allow-origin'];
      }),
    );
    expect(answered).toEqual(origins.map((origin) => (isOurs(origin) ? origin : undefined)));
  });

  test('that took its time leaves the errors of later hooks to Fastify', async () => {
    const server = createServer({ origin: async () => true }, (each) => {
      each.addHook('onRequest', () => {
        throw new Error('later');
      });
      each.get('/', async () => 'x');
    });
    const { statusCode, headers } = await server.inject({ url: '/', headers: { origin: app } });
    expect(statusCode).toBe(500);
    expect(protocolHeaders(headers)).toEqual({
      'access-control-allow-origin': app,
      vary: 'Origin',
    });
  });
});

describe.each(['__proto__', 'constructor', 'toString', 'hasOwnProperty'])('the name %s', (name) => {
  test('is no policy that nobody defined', async () => {
    const server = createServer({ origin: [app] }, (each) => {
      each.get('/', { config: { cors: name } }, async () => 'x');
    });
    expect(await refusedCodes(server)).toEqual(['unknown-policy']);
  });

  test('is a policy where somebody did', async () => {
    const policies = Object.fromEntries([[name, { origin: [partner] }]]);
    const server = createServer({ origin: [app], policies }, (each) => {
      each.get('/', { config: { cors: name } }, async () => 'x');
    });
    const { headers } = await server.inject({ url: '/', headers: { origin: partner } });
    expect(headers['access-control-allow-origin']).toBe(partner);
  });

  test('is no option', async () => {
    const cors = JSON.parse(`{ "origin": ["${app}"], "${name}": 1 }`) as RouteCorsOptions & string;
    const server = createServer({ origin: [app] }, (each) => {
      each.get('/', { config: { cors } }, async () => 'x');
    });
    expect(await refusedCodes(server)).toEqual(['unknown-key']);
  });

  test('is a method without a route', async () => {
    const server = createServer({ origin: [app] }, (each) => {
      each.get('/', async () => 'x');
    });
    const response = await preflight(server, '/', name);
    expect(protocolHeaders(response.headers)).toEqual({
      'access-control-allow-origin': app,
      'access-control-max-age': '0',
      vary: 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers',
    });
  });
});

test('hooks around ours can neither add a grant nor take one away', async () => {
  const server = Fastify();
  server.addHook('onRequest', async (_request, reply) => {
    reply.header('access-control-allow-origin', '*');
  });
  server.register(corsPlugin, { origin: [app] });
  server.addHook('onSend', async (_request, reply) => {
    reply.header('vary', 'accept').removeHeader('access-control-allow-methods');
  });
  server.put('/', async () => 'x');
  const varies = 'accept, Origin, Access-Control-Request-Method, Access-Control-Request-Headers';
  const refused = await preflight(server, '/', 'PUT', { origin: evil });
  expect(protocolHeaders(refused.headers)).toEqual({ vary: varies });
  const granted = await preflight(server, '/', 'PUT');
  expect(protocolHeaders(granted.headers)).toEqual({
    'access-control-allow-origin': app,
    'access-control-allow-methods': 'PUT',
    vary: varies,
  });
});

/** Below a prefix, the router's options hold for paths without a route too. */
test.each([
  [{ caseSensitive: false }, '/SCOPE/x'],
  [{ ignoreTrailingSlash: true }, '/scope/'],
  [{ ignoreDuplicateSlashes: true }, '//scope//x'],
  [{ ignoreTrailingSlash: true, ignoreDuplicateSlashes: true, caseSensitive: false }, '//SCOPE//'],
  [{}, '/sc%6fpe/x'],
  [{}, '/scope?x'],
  [{}, '/scope/%zz'],
])('with %j, %s is in the scope', async (routerOptions, url) => {
  const server = createServer(
    { origin: [evil] },
    (each) => {
      each.register(async (scope) => void scope.register(corsPlugin, { origin: [app] }), {
        prefix: '/scope',
      });
    },
    { routerOptions, frameworkErrors: corsFrameworkErrors },
  );
  const { headers } = await server.inject({ url, headers: { origin: app } });
  expect(headers['access-control-allow-origin']).toBe(app);
  expect((await preflight(server, url, 'PUT')).statusCode).toBe(204);
});
