import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import corsPlugin, { type RouteCorsOptions } from '@routecors/fastify';
import fc from 'fast-check';
import Fastify from 'fastify';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { linesOf } from '../../src/suggest/lines-of.ts';
import { type Use, usesOf } from '../../src/suggest/use.ts';
import { type Ran, routecors } from '../routecors.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function suggest(log: string, ...args: string[]): Promise<Ran> {
  const file = join(directory, 'app.log');
  await writeFile(file, log);
  return routecors('suggest', file, ...args);
}

interface Proposal {
  readonly policy: { readonly origin: readonly string[] | false; readonly credentials?: true };
  readonly routes: readonly { readonly route: string; readonly origin: readonly string[] }[];
}

const app = 'https://app.example';
const partner = 'https://partner.example';
const stranger = 'https://stranger.example';
/** Who asks what of the server below. The preflight of a PUT is a use of PUT. */
const asked: readonly (readonly ['GET' | 'PUT', string, string | undefined])[] = [
  ['GET', '/items', app],
  ['GET', '/items', app],
  ['GET', '/items', partner],
  ['PUT', '/items/7', app],
  ['GET', '/missing', stranger],
  ['GET', '/items', undefined],
];
const paths = [
  ['GET', '/items'],
  ['PUT', '/items/7'],
] as const;

type Configs = Readonly<Record<string, RouteCorsOptions>>;

/** A server with two routes, and the lines that it logs. */
async function serve(policy: object, configs: Configs = {}) {
  const lines: string[] = [];
  const server = Fastify({ logger: { stream: { write: (line) => void lines.push(line) } } });
  await server.register(corsPlugin, policy);
  const configOf = (route: string) => {
    const cors = configs[route];
    return cors === undefined ? {} : { config: { cors } };
  };
  server.get('/items', configOf('GET /items'), async () => 'items');
  server.put('/items/:id', configOf('PUT /items/:id'), async () => 'saved');
  const ask = async (method: 'GET' | 'PUT', url: string, origin: string | undefined) => {
    const headers = origin === undefined ? {} : { origin };
    if (method === 'PUT') {
      const preflight = { ...headers, 'access-control-request-method': 'PUT' };
      await server.inject({ method: 'OPTIONS', url, headers: preflight });
    }
    const { headers: answer } = await server.inject({ method, url, headers });
    return answer['access-control-allow-origin'] !== undefined;
  };
  return { server, ask, lines };
}

/** What the proposal grants, asked of a server that has it. */
async function grantsOf({ policy, routes }: Proposal): Promise<readonly string[]> {
  const configs = Object.fromEntries(routes.map(({ route, origin }) => [route, { origin }]));
  const { server, ask } = await serve(policy, configs);
  const granted: string[] = [];
  for (const [method, url] of paths) {
    for (const origin of [app, partner, stranger]) {
      if (await ask(method, url, origin)) granted.push(`${method} ${url} ${origin}`);
    }
  }
  await server.close();
  return granted;
}

const used = [`GET /items ${app}`, `GET /items ${partner}`, `PUT /items/7 ${app}`];

describe('what was used is granted, and no more', () => {
  test('from the log of a server with shadow: { origin: false }', async () => {
    const { server, ask, lines } = await serve({ origin: '*', shadow: { origin: false } });
    for (const each of asked) await ask(...each);
    // Writes what was counted.
    await server.close();
    const { status, out } = await suggest(lines.join(''), '--json');
    expect(status).toBe(0);
    const proposal = JSON.parse(out) as Proposal;
    expect(proposal).toMatchObject({
      policy: { origin: [app] },
      routes: [{ route: 'GET /items', origin: [app, partner] }],
      used: expect.arrayContaining([
        { route: 'GET /items', origin: app, count: 2 },
        { route: 'PUT /items/:id', origin: app, count: 2 },
      ]),
      unrouted: 1,
    });
    expect(await grantsOf(proposal)).toEqual(used);
  });

  test('from published decisions', async () => {
    const { server, ask } = await serve({ origin: [app, partner] });
    const lines: string[] = [];
    const write = (event: unknown): void => {
      lines.push(JSON.stringify(event, (key, value) => (key === 'policy' ? undefined : value)));
    };
    subscribe('routecors:decision', write);
    for (const each of asked) await ask(...each);
    unsubscribe('routecors:decision', write);
    await server.close();
    const { out } = await suggest(lines.join('\n'), '--json');
    expect(await grantsOf(JSON.parse(out) as Proposal)).toEqual(used);
  });

  const origins = [app, partner, stranger, 'https://a.example', 'http://127.0.0.1:3000'];
  const use = fc.record({
    route: fc.constantFrom('GET /a', 'PUT /a', 'GET /b/:id'),
    origin: fc.constantFrom(...origins),
    reason: fc.constantFrom('cors-off', 'origin-not-matched', 'origin-matched'),
    isShadow: fc.boolean(),
  });
  test('for any log', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(use, { minLength: 1, maxLength: 30 }), async (uses) => {
        const expected = new Set(
          uses
            .filter(({ isShadow, reason }) => isShadow && reason !== 'origin-matched')
            .map(({ route, origin }) => `${route} ${origin}`),
        );
        const log = uses.map((cors) => JSON.stringify({ level: 40, cors })).join('\n');
        const { status, out } = await suggest(log, '--json');
        if (expected.size === 0) {
          expect(status).toBe(2);
          return;
        }
        const { policy, routes } = JSON.parse(out) as Proposal;
        const own = new Map(routes.map(({ route, origin }) => [route, origin]));
        const askedRoutes = new Set([...expected].map((each) => each.replace(/ \S+$/, '')));
        const granted = [...askedRoutes].flatMap((route) =>
          (own.get(route) ?? (policy.origin || [])).map((origin) => `${route} ${origin}`),
        );
        expect(granted.toSorted()).toEqual([...expected].toSorted());
      }),
      { numRuns: 200 },
    );
  });
});

const shadowed = (origin: unknown, count?: number) =>
  JSON.stringify({ cors: { route: 'GET /', origin, reason: 'cors-off', isShadow: true, count } });

const cases: readonly (readonly [string, string, readonly string[], number, RegExp])[] = [
  ['an origin that boot refuses', shadowed('null'), [], 1, /\[origin-null\]/],
  [
    'with credentials, http',
    shadowed('http://app.example'),
    ['--credentials'],
    1,
    /boot would refuse/,
  ],
  ['without, http', shadowed('http://app.example'), [], 0, /"http:\/\/app.example"/],
  ['often enough', shadowed(app, 3), ['--at-least', '3'], 0, /3 requests/],
  ['too seldom', shadowed(app, 2), ['--at-least', '3'], 2, /Give a smaller number/],
  [
    'one of two too seldom',
    `${shadowed(app, 5)}\n${shadowed(partner)}`,
    ['--at-least', '2'],
    0,
    /too seldom[^]*partner/,
  ],
  ['nothing', '', [], 2, /0 lines/],
  ['no JSON', 'hello\n', [], 2, /without pino-pretty/],
  [
    'denials alone',
    '{"cors":{"route":"GET /","origin":"https://a.example","reason":"cors-off"}}',
    [],
    2,
    /shadow: \{ origin: false \}/,
  ],
  ['no number', shadowed(app), ['--at-least', 'x'], 2, /a whole number/],
  ['escape sequences of a stranger', shadowed('https://\u001b[31m.example'), [], 1, /\\u001b/],
];

test.each(cases)('%s', async (_name, log, args, status, text) => {
  const ran = await suggest(log, ...args);
  expect(ran.status).toBe(status);
  expect(ran.out + ran.err).toMatch(text);
  expect(ran.out + ran.err).not.toContain('\u001b');
});

test('a file that is not there', async () => {
  const { status, err } = await routecors('suggest', join(directory, 'none.log'));
  expect(status).toBe(2);
  expect(err).toContain('ENOENT');
});

const denial = { route: 'GET /', origin: app, reason: 'cors-off', isShadow: true };
const granted: Use = { route: 'GET /', origin: app, count: 1, isGranted: true };
const lines: readonly (readonly [unknown, readonly Use[] | undefined])[] = [
  [{ cors: denial }, [granted]],
  [{ cors: { ...denial, isShadow: false } }, [{ ...granted, isGranted: false }]],
  [{ cors: { ...denial, reason: 'origin-matched' } }, []],
  [{ cors: { ...denial, origin: undefined } }, []],
  [{ cors: { ...denial, route: 'GET (no route)' } }, [{ ...granted, route: undefined }]],
  [{ cors: { denials: [{ ...denial, count: 4 }], total: 4 } }, [{ ...granted, count: 4 }]],
  [{ cors: { ...denial, count: -1 } }, []],
  [{ cors: { ...denial, route: 'HEAD /' } }, [granted]],
  [{ decision: { origin: app, allowed: true }, method: 'HEAD', route: '/' }, [granted]],
  [{ cors: { something: 'else' } }, undefined],
  [{ cors: true }, undefined],
  [{ decision: { origin: app, allowed: true }, method: 'GET', route: '/' }, [granted]],
  [{ decision: { origin: app, allowed: true }, method: 'GET', route: '/', isOwn: true }, []],
  [{ decision: { allowed: true }, method: 'GET', route: '/' }, []],
  [{ msg: 'Server listening' }, undefined],
  [[], undefined],
];
test.each(lines)('a line: %j', (line, uses) => {
  expect(usesOf(JSON.stringify(line))).toEqual(uses);
});

async function* piecesOf(pieces: readonly string[]) {
  yield* pieces;
}

test('lines in pieces are those of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: fc.constantFrom('a', 'b', '\n') })),
      async (pieces) => {
        const all: string[] = [];
        for await (const line of linesOf(piecesOf(pieces))) all.push(line);
        const text = pieces.join('');
        expect(all).toEqual(text === '' ? [] : text.replace(/\n$/, '').split('\n'));
      },
    ),
  );
});

test('a line without an end fills no memory, and the next one is read', async () => {
  const long = Array.from({ length: 30 }, () => 'x'.repeat(100_000));
  const all: string[] = [];
  for await (const line of linesOf(piecesOf([...long, '\nnext\n']))) all.push(line);
  expect(all).toEqual(['', 'next']);
});
