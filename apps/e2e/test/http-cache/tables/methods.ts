import { always, asked, cors, fresh, noCors, open, inTurn } from '../answers.ts';
import type { CacheScenario } from '../scenario.ts';

/** Which methods and statuses are stored, and which methods invalidate. (RFC 9111, sections 3 and 4.4) */
export const methodsScenarios: readonly CacheScenario[] = [
  {
    name: 'HEAD after GET',
    answers: always({ ...fresh, ...open }),
    calls: [cors, { method: 'HEAD' }],
  },
  {
    name: 'GET after HEAD',
    answers: always({ ...fresh, ...open }),
    calls: [{ method: 'HEAD' }, cors],
  },
  {
    name: 'POST is not stored',
    answers: always({ ...fresh, ...open }),
    calls: [{ method: 'POST' }, { method: 'POST' }, cors],
  },
  ...['POST', 'PUT', 'DELETE', 'PATCH'].flatMap((method) =>
    (['other', 'own'] as const).map((place): CacheScenario => ({
      name: `${method} invalidates, on ${place === 'own' ? 'the page’s own' : 'another'} origin`,
      answers: always({ ...fresh, ...open }),
      calls: [{ place }, { place, method, body: 'x' }, { place }],
    })),
  ),
  {
    name: 'a PUT that fails does not invalidate',
    answers: inTurn({ ...fresh, ...open }, { status: 500, headers: open }),
    calls: [cors, { method: 'PUT' }, cors],
  },
  {
    name: 'a blocked POST invalidates',
    answers: inTurn({ ...fresh, ...open }, { headers: {} }, { headers: open }),
    calls: [cors, { method: 'POST' }, cors],
  },
  {
    name: 'Location and Content-Location are invalidated along',
    answers: {
      a: [
        { status: 201, headers: { ...open, location: '{url:b}', 'content-location': '{url:c}' } },
      ],
      b: [{ headers: { ...fresh, ...open } }],
      c: [{ headers: { ...fresh, ...open } }],
    },
    calls: [{ path: 'b' }, { path: 'c' }, { method: 'POST' }, { path: 'b' }, { path: 'c' }],
  },
  {
    name: 'a range is not stored',
    answers: {
      a: [
        { status: 206, headers: { ...fresh, ...open, 'content-range': 'bytes 0-2/9' } },
        { headers: { ...fresh, ...open } },
      ],
    },
    calls: [{ headers: { range: 'bytes=0-2' } }, cors, cors],
  },
  ...[301, 302, 303, 307, 308].map((status): CacheScenario => ({
    name: `${status} without freshness`,
    answers: {
      a: [{ status, headers: { ...open, location: '{url:b}' } }],
      b: [{ headers: { ...open, 'cache-control': 'no-store' } }],
    },
    calls: [cors, cors],
  })),
  ...[302, 307].map((status): CacheScenario => ({
    name: `${status} with max-age`,
    answers: {
      a: [{ status, headers: { ...fresh, ...open, location: '{url:b}' } }],
      b: [{ headers: { ...open, 'cache-control': 'no-store' } }],
    },
    calls: [cors, cors],
  })),
  {
    name: '301, stored by a no-cors request without Vary',
    answers: {
      a: [{ status: 301, headers: { ...asked, location: '{url:b}' } }],
      b: [{ headers: { ...open, 'cache-control': 'no-store' } }],
    },
    calls: [noCors, cors],
  },
  {
    name: 'Set-Cookie of a stored response',
    answers: always({ ...fresh, 'set-cookie': 'seen=1' }),
    calls: [{ place: 'own' }, { place: 'own' }],
  },
  {
    name: 'Vary: Cookie, and a cookie that came with the first response',
    answers: always({ ...fresh, 'set-cookie': 'later=1', vary: 'Cookie' }),
    calls: [{ place: 'own' }, { place: 'own' }, { place: 'own' }],
  },
];
