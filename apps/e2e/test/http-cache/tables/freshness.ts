import { always, cors, fresh, open, stale } from '../answers.ts';
import type { CacheScenario } from '../scenario.ts';

/** How long a response may be used without asking. (RFC 9111, section 4.2) */
export const freshnessScenarios: readonly CacheScenario[] = [
  { name: 'max-age', answers: always({ ...fresh, ...open }), calls: [cors, cors] },
  {
    name: 'max-age, spent on the way',
    answers: always({ ...stale, ...open }),
    calls: [cors, cors],
  },
  {
    name: 'max-age, and a Date long ago',
    answers: always({ ...fresh, ...open, date: 'Mon, 05 Jan 2026 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  {
    name: 'max-age twice: the first one',
    answers: always({ ...open, 'cache-control': 'max-age=0, max-age=600' }),
    calls: [cors, cors],
  },
  {
    name: 'max-age in quotes',
    answers: always({ ...open, 'cache-control': 'max-age="600"' }),
    calls: [cors, cors],
  },
  {
    name: 'max-age that is no number',
    answers: always({ ...open, 'cache-control': 'max-age=soon' }),
    calls: [cors, cors],
  },
  {
    name: 's-maxage is for shared caches',
    answers: always({ ...open, 'cache-control': 's-maxage=600' }),
    calls: [cors, cors],
  },
  {
    name: 'Expires',
    answers: always({ ...open, expires: 'Mon, 05 Jan 2099 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  {
    name: 'Expires in the past',
    answers: always({ ...open, expires: 'Mon, 05 Jan 2020 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  {
    name: 'Expires: 0',
    answers: always({ ...open, expires: '0', 'last-modified': 'Mon, 05 Jan 2020 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  {
    name: 'max-age counts more than Expires',
    answers: always({ ...fresh, ...open, expires: 'Mon, 05 Jan 2020 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  { name: 'neither of them', answers: always(open), calls: [cors, cors] },
  {
    name: 'a Last-Modified long ago is freshness enough',
    answers: always({ ...open, 'last-modified': 'Mon, 05 Jan 2020 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  {
    name: 'no-store',
    answers: always({ ...open, 'cache-control': 'no-store, max-age=600' }),
    calls: [cors, cors],
  },
  {
    name: 'Pragma: no-cache',
    answers: always({ ...open, pragma: 'no-cache', expires: 'Mon, 05 Jan 2099 10:00:00 GMT' }),
    calls: [cors, cors],
  },
  { name: '404 with max-age', answers: always({ ...fresh, ...open }, 404), calls: [cors, cors] },
  { name: '500 with max-age', answers: always({ ...fresh, ...open }, 500), calls: [cors, cors] },
  { name: '410 without', answers: always(open, 410), calls: [cors, cors] },
  {
    name: '404 with an old Last-Modified',
    answers: always({ ...open, 'last-modified': 'Mon, 05 Jan 2020 10:00:00 GMT' }, 404),
    calls: [cors, cors],
  },
];
