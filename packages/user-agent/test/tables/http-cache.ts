import type { FetchInit, HeaderLines } from '../../src/index.ts';

/** A first call that is read in full, time that passes, a second call, and what it asks the server for. */
export interface CacheCase {
  readonly name: string;
  /** Headers of the first answer. */
  readonly first: HeaderLines;
  /** Headers of what comes next; the same unless given. */
  readonly second?: HeaderLines;
  /** The first call. */
  readonly before?: FetchInit;
  readonly seconds?: number;
  /** The second call. */
  readonly init?: FetchInit;
  /** `nothing`, `all`, or the validators that it sends. */
  readonly asks: string;
}

/** The clock stands at 10:00 on 5 January 2026 when the first call is made. */
export const httpCacheCases: readonly CacheCase[] = [
  {
    name: 'max-age, within',
    first: [['cache-control', 'max-age=60']],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'max-age, to the second',
    first: [['cache-control', 'max-age=60']],
    asks: 'all',
    seconds: 60,
  },
  {
    name: 'max-age, mis-cased and before others',
    first: [['cache-control', 'public , Max-Age=60,immutable']],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'max-age and an Age',
    first: [
      ['cache-control', 'max-age=60'],
      ['age', '50'],
    ],
    asks: 'all',
    seconds: 10,
  },
  {
    name: 'max-age and an Age that is none',
    first: [
      ['cache-control', 'max-age=60'],
      ['age', 'old'],
    ],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'max-age and a Date before',
    first: [
      ['cache-control', 'max-age=60'],
      ['date', 'Mon, 05 Jan 2026 09:59:30 GMT'],
    ],
    asks: 'all',
    seconds: 30,
  },
  {
    name: 'max-age and a Date ahead',
    first: [
      ['cache-control', 'max-age=60'],
      ['date', 'Mon, 05 Jan 2026 11:00:00 GMT'],
    ],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'max-age without end',
    first: [['cache-control', `max-age=${'9'.repeat(400)}`]],
    asks: 'nothing',
    seconds: 1_000_000_000,
  },
  { name: 'max-age that is negative', first: [['cache-control', 'max-age=-60']], asks: 'all' },
  { name: 'max-age twice', first: [['cache-control', 'max-age=0, max-age=60']], asks: 'all' },
  {
    name: 'max-age within quotes of another',
    first: [['cache-control', 'private="a, max-age=60"']],
    asks: 'all',
  },
  {
    name: 'Expires, within',
    first: [['expires', 'Mon, 05 Jan 2026 10:01:00 GMT']],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'Expires, to the second',
    first: [['expires', 'Mon, 05 Jan 2026 10:01:00 GMT']],
    asks: 'all',
    seconds: 60,
  },
  {
    name: 'Expires counts from Date',
    first: [
      ['expires', 'Mon, 05 Jan 2026 10:01:00 GMT'],
      ['date', 'Mon, 05 Jan 2026 10:00:30 GMT'],
    ],
    asks: 'all',
    seconds: 30,
  },
  {
    name: 'Expires: 0',
    first: [
      ['expires', '0'],
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
    ],
    asks: 'Mon, 05 Jan 2026 09:00:00 GMT',
  },
  { name: 'Expires: -1', first: [['expires', '-1']], asks: 'all' },
  {
    name: 'max-age beats Expires',
    first: [
      ['cache-control', 'max-age=60'],
      ['expires', 'Mon, 05 Jan 2026 09:00:00 GMT'],
    ],
    asks: 'nothing',
    seconds: 59,
  },
  {
    name: 'a tenth of the time since Last-Modified',
    first: [
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
      ['date', 'Mon, 05 Jan 2026 10:00:00 GMT'],
    ],
    asks: 'nothing',
    seconds: 359,
  },
  {
    name: 'and no more',
    first: [
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
      ['date', 'Mon, 05 Jan 2026 10:00:00 GMT'],
    ],
    asks: 'Mon, 05 Jan 2026 09:00:00 GMT',
    seconds: 360,
  },
  {
    name: 'not with must-revalidate',
    first: [
      ['cache-control', 'must-revalidate'],
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
      ['date', 'Mon, 05 Jan 2026 10:00:00 GMT'],
    ],
    asks: 'Mon, 05 Jan 2026 09:00:00 GMT',
  },
  { name: 'no word about freshness', first: [], asks: 'all' },
  {
    name: 'no-cache',
    first: [
      ['cache-control', 'no-cache, max-age=60'],
      ['etag', '"x"'],
    ],
    asks: '"x"',
  },
  {
    name: 'no-store',
    first: [
      ['cache-control', 'no-store, max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
  },
  {
    name: 'Pragma: no-cache',
    first: [
      ['pragma', 'no-cache'],
      ['expires', 'Mon, 05 Jan 2026 10:01:00 GMT'],
    ],
    asks: 'all',
  },
  {
    name: 'Pragma beside Cache-Control says nothing',
    first: [
      ['cache-control', 'max-age=60'],
      ['pragma', 'no-cache'],
    ],
    asks: 'nothing',
  },
  { name: 's-maxage is for others', first: [['cache-control', 's-maxage=60']], asks: 'all' },
  {
    name: 'stale, with an ETag',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', 'W/"x"'],
    ],
    asks: 'W/"x"',
    seconds: 60,
  },
  {
    name: 'stale, with both validators',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
    ],
    asks: '"x", Mon, 05 Jan 2026 09:00:00 GMT',
    seconds: 60,
  },
  {
    name: "cache: 'default' on a fresh one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    init: { cache: 'default' },
  },
  {
    name: "cache: 'default' on a stale one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: '"x"',
    seconds: 60,
    init: { cache: 'default' },
  },
  {
    name: "cache: 'no-store' on a fresh one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    init: { cache: 'no-store' },
  },
  {
    name: "cache: 'no-store' on a stale one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    seconds: 60,
    init: { cache: 'no-store' },
  },
  {
    name: "cache: 'reload' on a fresh one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    init: { cache: 'reload' },
  },
  {
    name: "cache: 'reload' on a stale one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    seconds: 60,
    init: { cache: 'reload' },
  },
  {
    name: "cache: 'no-cache' on a fresh one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: '"x"',
    init: { cache: 'no-cache' },
  },
  {
    name: "cache: 'no-cache' on a stale one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: '"x"',
    seconds: 60,
    init: { cache: 'no-cache' },
  },
  {
    name: "cache: 'force-cache' on a fresh one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    init: { cache: 'force-cache' },
  },
  {
    name: "cache: 'force-cache' on a stale one",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    seconds: 60,
    init: { cache: 'force-cache' },
  },
  {
    name: "stored by cache: 'no-store'",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    before: { cache: 'no-store' },
  },
  {
    name: "stored by cache: 'reload'",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    before: { cache: 'reload' },
  },
  {
    name: "stored by cache: 'no-cache'",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    before: { cache: 'no-cache' },
  },
  {
    name: "stored by cache: 'force-cache'",
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    before: { cache: 'force-cache' },
  },
  {
    name: 'Vary on what neither sends',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'x-other'],
    ],
    asks: 'nothing',
  },
  {
    name: 'Vary on what both send alike',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'Origin, accept-LANGUAGE'],
    ],
    asks: 'nothing',
  },
  {
    name: 'Vary on what differs',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'accept-language'],
    ],
    asks: 'all',
    init: { headers: { 'accept-language': 'nn' } },
  },
  {
    name: 'Vary on what differs, with an ETag',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'accept-language'],
      ['etag', '"x"'],
      ['last-modified', 'Mon, 05 Jan 2026 09:00:00 GMT'],
    ],
    asks: '"x"',
    init: { headers: { 'accept-language': 'nn' } },
  },
  {
    name: 'Vary on what differs, forced',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'accept-language'],
    ],
    asks: 'all',
    init: { cache: 'force-cache', headers: { 'accept-language': 'nn' } },
  },
  {
    name: 'Vary: *',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', '*'],
    ],
    asks: 'all',
  },
  {
    name: 'Vary: * among others, with an ETag',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'origin, *'],
      ['etag', '"x"'],
    ],
    asks: '"x"',
  },
  {
    name: 'Vary: Origin after no-cors',
    first: [
      ['cache-control', 'max-age=60'],
      ['vary', 'Origin'],
    ],
    asks: 'all',
    before: { mode: 'no-cors' },
  },
  {
    name: 'no Vary after no-cors',
    first: [['cache-control', 'max-age=60']],
    asks: 'nothing',
    before: { mode: 'no-cors' },
  },
  {
    name: 'HEAD after GET',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'nothing',
    init: { method: 'HEAD' },
  },
  {
    name: 'HEAD after GET, stale',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    seconds: 60,
    init: { method: 'HEAD' },
  },
  {
    name: 'GET after HEAD',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    before: { method: 'HEAD' },
  },
  {
    name: 'GET after POST',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    before: { method: 'POST' },
  },
  {
    name: 'POST after GET',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    init: { method: 'POST' },
  },
  {
    name: 'a range after GET',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    init: { headers: { range: 'bytes=0-1' } },
  },
  {
    name: 'GET after a range',
    first: [
      ['cache-control', 'max-age=60'],
      ['etag', '"x"'],
    ],
    asks: 'all',
    before: { headers: { range: 'bytes=0-1' } },
  },
];
