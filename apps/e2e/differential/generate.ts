import type { Answer, Hop, Lines, PageRequest, Pair, Place } from './pair.ts';
import { policyCount } from './policies.ts';
import { type Random, createRandom } from './random.ts';

/** The pairs of a seed: the first `count` of an endless list. */
export function generatePairs(seed: number, count: number): Pair[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, (_, id) => {
    const hops = generateHops(random);
    const request = generateRequest(random);
    // A second call meets the preflight cache that the first one left.
    const again = random.chance(0.2)
      ? [random.chance(0.5) ? request : generateRequest(random)]
      : [];
    return { id, hops, requests: [request, ...again] };
  });
}

function generateRequest(random: Random): PageRequest {
  const mode = random.chance(0.9) ? 'cors' : random.pick(['no-cors', 'same-origin'] as const);
  const method =
    mode === 'no-cors'
      ? random.pick(['GET', 'POST', 'HEAD'])
      : random.pick([
          'GET',
          'GET',
          'GET',
          'HEAD',
          'POST',
          'POST',
          'PUT',
          'put',
          'DELETE',
          'PATCH',
          'patch',
          'OPTIONS',
          'CHICKEN',
          'get',
          '*',
        ]);
  const headers = random.chance(0.5) ? oncePerName(random.some(requestHeaders, 0.08)) : [];
  const hasBody = !['GET', 'HEAD', 'get'].includes(method) && random.chance(0.6);
  return {
    method,
    headers,
    body: hasBody ? 'body' : null,
    mode,
    credentials: random.pick(['include', 'include', 'omit', 'same-origin', 'same-origin']),
    redirect: random.chance(0.85) ? 'follow' : random.pick(['error', 'manual']),
  };
}

/** How a page's doubled lines travel is up to HTTP, and browsers differ in it. */
function oncePerName(headers: PageRequest['headers']): PageRequest['headers'] {
  const byName = new Map(headers.map((header) => [header[0].toLowerCase(), header]));
  return [...byName.values()];
}

/** Safelisted and not, just within the limits and just beyond. */
const requestHeaders: readonly (readonly [string, string])[] = [
  ['X-Token', '1'],
  ['x-other', ''],
  ['Authorization', 'Bearer x'],
  ['Content-Type', 'application/json'],
  ['Content-Type', 'text/plain'],
  ['Content-Type', 'text/plain; charset=utf-8'],
  ['Content-Type', 'multipart/form-data;"'],
  ['Content-Type', 'text/plain,text/plain'],
  ['Accept', 'text/html'],
  ['Accept', 'a(b'],
  ['Accept', 'x'.repeat(128)],
  ['Accept', 'x'.repeat(129)],
  ['Accept-Language', 'de, en;q=0.5'],
  ['Accept-Language', 'a_b'],
  ['Content-Language', 'de'],
  ['Content-Language', '@'],
  ['Range', 'bytes=0-9'],
  ['Range', 'bytes=-9'],
  ['Range', 'bytes=9-0'],
  ['Cache-Control', 'no-cache'],
  ['Origin', 'https://forged.example'],
  ['Sec-Forged', '1'],
  ['X-HTTP-Method-Override', 'TRACE'],
  ['X-HTTP-Method-Override', 'PUT'],
  ['*', '1'],
];

function generateHops(random: Random): Hop[] {
  const places: readonly [Place, ...Place[]] = [
    'cross-site',
    'cross-site',
    'cross-site',
    'same-site',
    'same-site',
    'own',
  ];
  const count = random.chance(0.7) ? 1 : 2 + random.below(2);
  // Three of four pairs ought to get somewhere: where every hop is a coin toss, none does.
  const friendly = random.chance(0.75);
  return Array.from({ length: count }, (_, index): Hop => {
    const place = random.pick(places);
    const redirect = index < count - 1 ? redirectLines(random, index + 1) : [];
    const base = friendly ? friendlyLines : [];
    const preflight = {
      status: preflightStatus(random, friendly),
      lines: [...base, ...soup(random, friendly, true)],
    };
    const status =
      redirect.length > 0 ? random.pick([301, 302, 303, 307, 308]) : actualStatus(random);
    const actual: Answer = {
      status,
      lines: [...base, ...soup(random, friendly, false), ...redirect, ...extras(random)],
    };
    return {
      place,
      preflight,
      actual,
      policy: random.chance(0.2) ? random.below(policyCount) : null,
    };
  });
}

const friendlyLines: Lines = [
  ['Access-Control-Allow-Origin', '{asked}'],
  ['Access-Control-Allow-Credentials', 'true'],
];

function preflightStatus(random: Random, friendly: boolean): number {
  if (random.chance(friendly ? 0.9 : 0.6)) return random.pick([200, 204, 204, 299]);
  return random.pick([302, 304, 400, 401, 404, 405, 500]);
}

function actualStatus(random: Random): number {
  if (random.chance(0.7)) return 200;
  return random.pick([
    201, 204, 205, 206, 299, 300, 302, 304, 400, 401, 404, 500, 503, 599, 600, 999,
  ]);
}

/** `{asked}` is the `Origin` that arrived, byte for byte. */
const allowOrigins: readonly [string, ...string[]] = [
  '*',
  '{origin}',
  '{asked}',
  '{asked}',
  'null',
  '{origin}/',
  '{ORIGIN}',
  '{origin}, *',
  '{origin},{origin}',
  '',
  'https://other.example',
  'http://*',
  '  {asked}\t',
  '"{origin}"',
  '{cross-site}',
  '{origin} {origin}',
  '{origin}\u000b',
  '\u00a0*',
];
const allowCredentials: readonly [string, ...string[]] = [
  'true',
  'true',
  'TRUE',
  'false',
  '',
  ' true ',
  'true, true',
  '1',
  'true\u000b',
];
const methodLists: readonly [string, ...string[]] = [
  '*',
  'PUT',
  'PUT, PATCH, DELETE, patch, CHICKEN, OPTIONS',
  'GET,PUT,CHICKEN',
  'put',
  ',, PUT ,,PATCH',
  '',
  'PUT PATCH',
  'PUT; PATCH',
  '"PUT"',
  'PUT, *',
  'P@T',
  '\tPUT\t,\tDELETE',
];
const headerLists: readonly [string, ...string[]] = [
  '*',
  '*, authorization',
  'x-token, x-other, content-type, authorization, accept, accept-language, content-language, range, cache-control, x-http-method-override',
  'X-TOKEN,CONTENT-TYPE',
  'x-token x-other',
  '',
  'authorization',
  ', x-token ,, content-type',
  '"x-token"',
  'x-token;',
  '*, x-token',
  'x-tokén',
  'content-type,accept,range',
];
const exposeLists: readonly [string, ...string[]] = [
  '*',
  'x-a',
  'X-A, x-b',
  'x-a x-b',
  ',x-a,,',
  '',
  '"x-a"',
  'set-cookie, x-b',
  '*, x-a',
  'x-a;',
  'content-encoding, etag',
];
const maxAges: readonly [string, ...string[]] = ['0', '600', '', '-1', '600, 600', 'x', '1.5'];

/** Header lines as misconfigured servers send them: absent, doubled, blank, in any case. */
function soup(random: Random, friendly: boolean, isPreflight: boolean): Lines {
  const lines: [string, string][] = [];
  const add = (probability: number, name: string, values: readonly [string, ...string[]]): void => {
    if (!random.chance(probability)) return;
    const repeat = random.chance(0.12) ? 2 : 1;
    for (let n = 0; n < repeat; n += 1) lines.push([miscase(random, name), random.pick(values)]);
  };
  if (!friendly || random.chance(0.1)) {
    add(0.9, 'Access-Control-Allow-Origin', allowOrigins);
    add(0.6, 'Access-Control-Allow-Credentials', allowCredentials);
  }
  const likely = isPreflight ? 0.85 : 0.2;
  add(likely, 'Access-Control-Allow-Methods', methodLists);
  add(likely, 'Access-Control-Allow-Headers', headerLists);
  add(isPreflight ? 0.4 : 0.1, 'Access-Control-Max-Age', maxAges);
  add(isPreflight ? 0.1 : 0.6, 'Access-Control-Expose-Headers', exposeLists);
  return lines;
}

function miscase(random: Random, name: string): string {
  return random.pick([name, name, name.toLowerCase(), name.toUpperCase()]);
}

function extras(random: Random): Lines {
  return random.some(
    [
      ['X-A', '1'],
      ['x-b', '2'],
      ['X-A', '3'],
      ['X-Blank', ''],
      ['Content-Language', 'de'],
      ['ETag', '"e"'],
      ['Vary', 'Origin'],
      ['Set-Cookie', 'ignored=1; Max-Age=0'],
      ['Expires', '0'],
      ['Cross-Origin-Resource-Policy', 'same-origin'],
      ['Cross-Origin-Resource-Policy', 'same-site'],
      ['Referrer-Policy', 'no-referrer'],
    ] as const,
    0.15,
  );
}

/** `{next}` is the URL of the next hop. */
function redirectLines(random: Random, next: number): Lines {
  const location = `{next:${next}}`;
  if (random.chance(0.85)) return [['Location', location]];
  return random.pick<Lines>([
    [
      ['location', location],
      ['Location', location],
    ],
    [['Location', `${location}#fragment`]],
    [['Location', `{user:${next}}`]],
    [['Location', 'data:text/plain,x']],
    [['Location', 'http://[']],
    [['Location', '']],
    [
      ['Location', location],
      ['Location', '/elsewhere'],
    ],
  ]);
}
