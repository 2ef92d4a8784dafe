import {
  cors,
  etag,
  fresh,
  longAgo,
  noCors,
  notModified,
  open,
  stale,
  inTurn,
} from '../answers.ts';
import type { CacheScenario } from '../scenario.ts';

/** What a 304 changes of the stored response. (RFC 9111, sections 3.2 and 4.3; wpt: cors/304) */
export const notModifiedScenarios: readonly CacheScenario[] = [
  {
    name: 'no-cache: a 304 without CORS headers inherits from the stored response',
    answers: inTurn({ ...fresh, ...open, ...etag, 'cache-control': 'no-cache' }, notModified(etag)),
    calls: [cors, cors],
  },
  {
    name: 'a 304 can change Access-Control-Allow-Origin',
    answers: inTurn(
      { ...stale, ...open, ...etag },
      notModified({ 'access-control-allow-origin': 'http://elsewhere.example', ...etag }),
      notModified(etag),
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 can allow what was blocked',
    answers: inTurn({ ...stale, ...etag }, notModified({ ...open, ...etag })),
    calls: [noCors, cors],
  },
  {
    name: 'a 304 can expand Access-Control-Expose-Headers',
    answers: inTurn(
      { ...stale, ...open, ...etag, 'x-a': '1', 'x-b': '1' },
      notModified({ ...fresh, ...etag, 'x-a': '2', 'access-control-expose-headers': 'x-a, x-b' }),
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 can contract Access-Control-Expose-Headers',
    answers: inTurn(
      {
        ...stale,
        ...open,
        ...etag,
        'x-a': '1',
        'x-b': '1',
        'access-control-expose-headers': 'x-a, x-b',
      },
      notModified({ ...fresh, ...etag, 'access-control-expose-headers': 'x-a' }),
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 makes it fresh again',
    answers: inTurn({ ...stale, ...open, ...etag }, notModified({ ...fresh, age: '0', ...etag })),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 without Age takes the stored one over',
    answers: inTurn({ ...stale, ...open, ...etag }, notModified({ ...fresh, ...etag })),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 says no-store',
    answers: inTurn(
      { ...stale, ...open, ...etag },
      notModified({ ...etag, 'cache-control': 'no-store' }),
      { headers: open },
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'a 304 to Last-Modified',
    answers: inTurn({ ...stale, ...open, ...longAgo }, notModified({ ...longAgo })),
    calls: [cors, cors],
  },
  {
    name: 'both validators',
    answers: inTurn({ ...stale, ...open, ...etag, ...longAgo }, notModified(etag)),
    calls: [cors, cors],
  },
  {
    name: 'a 304 with other types and lengths of content',
    answers: inTurn(
      {
        ...stale,
        ...open,
        ...etag,
        'content-type': 'text/plain',
        'content-language': 'nn',
        'access-control-expose-headers': '*',
      },
      notModified({
        ...etag,
        'content-type': 'text/html',
        'content-language': 'en',
        'content-location': '/x',
        'content-disposition': 'inline',
      }),
    ),
    calls: [cors, cors],
  },
  {
    name: 'a new response replaces the stored one',
    answers: inTurn(
      { ...stale, ...open, ...etag },
      { headers: { ...fresh, ...open, etag: '"v2"' } },
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'an error instead of a 304',
    answers: inTurn(
      { ...stale, ...open, ...etag },
      { status: 500, headers: open },
      notModified(etag),
    ),
    calls: [cors, cors, cors],
  },
  {
    name: 'a validator of the page’s own: the 304 is the page’s',
    answers: inTurn({ ...fresh, ...open, ...etag }, notModified({ ...open, ...etag })),
    calls: [cors, { headers: { 'if-none-match': '"v1"' } }, cors],
  },
];
