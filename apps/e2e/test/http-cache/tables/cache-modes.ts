import {
  always,
  asked,
  cors,
  etag,
  fresh,
  noCors,
  notModified,
  open,
  stale,
  inTurn,
  varying,
} from '../answers.ts';
import type { CacheScenario } from '../scenario.ts';

/** The page's cache modes, and `Cache-Control` that it writes itself. (Fetch, "cache mode") */
export const cacheModesScenarios: readonly CacheScenario[] = [
  {
    name: "cache: 'no-store'",
    answers: always({ ...fresh, ...open }),
    calls: [{ cache: 'no-store' }, cors, { cache: 'no-store' }, cors],
  },
  {
    name: "cache: 'reload'",
    answers: always({ ...fresh, ...open, ...etag }),
    calls: [cors, { cache: 'reload' }, cors],
  },
  {
    name: "cache: 'no-cache'",
    answers: inTurn({ ...fresh, ...open, ...etag }, notModified({ ...fresh, ...etag })),
    calls: [cors, { cache: 'no-cache' }, cors],
  },
  {
    name: "cache: 'no-cache' without a validator",
    answers: always({ ...fresh, ...open }),
    calls: [cors, { cache: 'no-cache' }, cors],
  },
  {
    name: "cache: 'force-cache' on a stale one",
    answers: always({ ...stale, ...open, ...etag }),
    calls: [cors, { cache: 'force-cache' }],
  },
  {
    name: "cache: 'force-cache' on one with no-cache",
    answers: always({ ...open, ...etag, 'cache-control': 'no-cache' }),
    calls: [cors, { cache: 'force-cache' }],
  },
  {
    name: "cache: 'force-cache' on one with must-revalidate",
    answers: always({
      ...open,
      ...etag,
      age: '100',
      'cache-control': 'max-age=60, must-revalidate',
    }),
    calls: [cors, { cache: 'force-cache' }],
  },
  {
    name: "cache: 'force-cache' on nothing",
    answers: always({ ...fresh, ...open }),
    calls: [{ cache: 'force-cache' }, cors],
  },
  {
    name: "cache: 'force-cache' on one of another Origin",
    answers: always({ ...fresh, ...asked, ...varying }),
    calls: [noCors, { cache: 'force-cache' }],
  },
  {
    name: "cache: 'only-if-cached'",
    answers: always(stale),
    calls: [
      { place: 'own', mode: 'same-origin', cache: 'only-if-cached' },
      { place: 'own' },
      { place: 'own', mode: 'same-origin', cache: 'only-if-cached' },
    ],
  },
  {
    name: 'Cache-Control: no-cache of the page’s own',
    answers: inTurn({ ...fresh, ...etag }, { headers: { ...fresh, ...etag } }),
    calls: [
      { place: 'own' },
      { place: 'own', headers: { 'cache-control': 'no-cache' } },
      { place: 'own' },
    ],
  },
  {
    name: 'Cache-Control: max-age=0 of the page’s own',
    answers: inTurn({ ...fresh, ...etag }, notModified({ ...fresh, ...etag })),
    calls: [{ place: 'own' }, { place: 'own', headers: { 'cache-control': 'max-age=0' } }],
  },
  {
    name: 'Cache-Control: no-store of the page’s own',
    answers: always(fresh),
    calls: [{ place: 'own', headers: { 'cache-control': 'no-store' } }, { place: 'own' }],
  },
];
