import { deepStrictEqual } from 'node:assert/strict';

import { type AskName, allowedOrigin, asks } from './asks.ts';
import type { Subject } from './subject.ts';

/** What was answered, as far as CORS goes: names in lower case. */
export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
}

/** The headers that CORS is about, in one order. */
export function corsOf(
  fields: readonly (readonly [name: string, value: string])[],
): Answer['headers'] {
  return Object.fromEntries(
    fields
      .filter(([name]) => name === 'vary' || name.startsWith('access-control-'))
      .toSorted(([a], [b]) => (a < b ? -1 : 1)),
  );
}

const allowOrigin = 'access-control-allow-origin';
const preflightVary = 'Origin, Access-Control-Request-Method, Access-Control-Request-Headers';

const notVaried: Answer = { status: 200, headers: { vary: 'Origin' } };
const allowed: Answer = {
  status: 200,
  headers: { 'access-control-allow-origin': allowedOrigin, vary: 'Origin' },
};
const denied: Answer = { status: 403, headers: { vary: preflightVary } };
const granted: Answer = {
  status: 204,
  headers: {
    'access-control-allow-headers': 'content-type',
    'access-control-allow-methods': 'GET,HEAD',
    'access-control-allow-origin': allowedOrigin,
    vary: preflightVary,
  },
};

/** What we send, and so does whoever writes the hook by hand. */
const expected: Readonly<Record<AskName, Answer>> = {
  'GET without Origin': notVaried,
  'allowed GET': allowed,
  'denied GET': notVaried,
  'unlisted GET': notVaried,
  'allowed POST': allowed,
  preflight: granted,
  'allowed GET with a parameter': allowed,
  'preflight with a parameter': granted,
  'denied preflight': denied,
  'Origin of 8 KB': denied,
  'Origin of many labels': denied,
  '1,000 header names': denied,
  'blanks within bounds of size': denied,
  'commas within bounds of size': denied,
  'names up to the bound of size': denied,
};

/** Throws where a contender does not answer as it should: a wrong answer is not worth timing. */
export async function checkAnswer(subject: Subject, name: AskName): Promise<void> {
  const { status, headers } = await subject.answer(asks[name]);
  const should = expected[name];
  switch (subject.answers) {
    case 'exactly':
      deepStrictEqual({ status, headers }, should, name);
      return;
    case 'alike':
      // Peers say more or less beside it, but let the same origins in.
      deepStrictEqual(headers[allowOrigin], should.headers[allowOrigin], name);
      return;
    case 'without CORS':
      deepStrictEqual(headers, {}, name);
  }
}
