import { expect, test } from 'vitest';

import { type Attempt, judge } from '../src/model.ts';
import type { WireExchange } from '../src/relay.ts';

const origin = 'http://page.example';
const put: Attempt = { id: '1', origin, url: 'http://api.example/items', init: { method: 'PUT' } };

const exchange = (
  method: string,
  asked: readonly string[],
  answered: readonly string[],
): WireExchange => ({
  request: { method, url: '/items', lines: ['Host', 'api.example', 'Origin', origin, ...asked] },
  response: { status: 200, lines: ['Access-Control-Allow-Origin', origin, ...answered] },
});
const preflight = exchange(
  'OPTIONS',
  ['Access-Control-Request-Method', 'PUT'],
  ['Access-Control-Allow-Methods', 'PUT'],
);
const actual = exchange('PUT', [], []);

test('the same requests and the same end', async () => {
  const { readable, sameRequests } = await judge(put, [preflight, actual]);
  expect([readable, sameRequests]).toEqual([true, true]);
});

// Browsers that do other than the model: the card has to say so, not to find an excuse.
test.each([
  ['no preflight', [actual]],
  ['a preflight, and nothing after it', [preflight]],
  ['one request too many', [preflight, actual, actual]],
  [
    'a preflight for another method',
    [
      exchange(
        'OPTIONS',
        ['Access-Control-Request-Method', 'PATCH'],
        ['Access-Control-Allow-Methods', 'PUT'],
      ),
      actual,
    ],
  ],
  [
    'a preflight for a header',
    [
      exchange(
        'OPTIONS',
        ['Access-Control-Request-Method', 'PUT', 'Access-Control-Request-Headers', 'x-a'],
        ['Access-Control-Allow-Methods', 'PUT'],
      ),
      actual,
    ],
  ],
])('%s is another request', async (_name, exchanges) => {
  expect((await judge(put, exchanges)).sameRequests).toBe(false);
});

test('a response that the model would not let through is another end', async () => {
  const denied = { ...actual, response: { status: 200, lines: [] } };
  const { readable, sameRequests, steps } = await judge(put, [preflight, denied]);
  expect([readable, sameRequests]).toEqual([false, true]);
  expect(steps.at(-1)).toMatchObject({ passed: false });
});
