import {
  allowCredentials,
  allowOrigins,
  exposeLists,
  headerLists,
  maxAges,
  methodLists,
} from './header-values.ts';
import type { Answer, Hop, Lines, Place } from './pair.ts';
import { policyCount } from './policies.ts';
import type { Random } from './random.ts';

/** The servers of a pair: one that answers, or a chain of them that redirects. */
export function generateHops(random: Random): Hop[] {
  const count = random.chance(0.65) ? 1 : 2 + random.below(3);
  // Three of four pairs ought to get somewhere: where every hop is a coin toss, none does.
  const friendly = random.chance(0.75);
  return Array.from({ length: count }, (_, index): Hop => {
    const redirect = index < count - 1 ? redirectLines(random, index + 1) : [];
    const base = friendly ? friendlyLines : [];
    const status =
      redirect.length > 0 ? random.pick([301, 302, 303, 307, 308]) : actualStatus(random);
    const actual: Answer = {
      status,
      lines: [...base, ...soup(random, friendly, false), ...redirect, ...extras(random)],
    };
    return {
      place: random.pick(places),
      preflight: {
        status: preflightStatus(random, friendly),
        lines: [...base, ...soup(random, friendly, true)],
      },
      actual,
      policy: random.chance(0.2) ? random.below(policyCount) : null,
    };
  });
}

const places: readonly [Place, ...Place[]] = [
  'cross-site',
  'cross-site',
  'cross-site',
  'same-site',
  'same-site',
  'own',
];

const friendlyLines: Lines = [
  ['Access-Control-Allow-Origin', '{asked}'],
  ['Access-Control-Allow-Credentials', 'true'],
];

function preflightStatus(random: Random, friendly: boolean): number {
  if (random.chance(friendly ? 0.9 : 0.6)) return random.pick([200, 204, 204, 299]);
  return random.pick([
    201, 202, 203, 205, 206, 226, 300, 301, 302, 303, 304, 307, 308, 400, 401, 403, 404, 405, 500,
    501, 503, 599, 999,
  ]);
}

/** Not 408 and 425, which browsers answer by asking again. */
function actualStatus(random: Random): number {
  if (random.chance(0.7)) return 200;
  return random.pick([
    201, 203, 204, 205, 206, 226, 299, 300, 302, 304, 305, 307, 400, 401, 403, 404, 410, 418, 429,
    500, 501, 503, 511, 599, 600, 999,
  ]);
}

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
  add(isPreflight ? 0.5 : 0.1, 'Access-Control-Max-Age', maxAges);
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
