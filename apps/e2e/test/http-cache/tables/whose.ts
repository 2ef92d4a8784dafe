import {
  always,
  asked,
  cors,
  etag,
  fresh,
  longAgo,
  noCors,
  notModified,
  open,
  inTurn,
  varying,
} from '../answers.ts';
import type { CacheScenario } from '../scenario.ts';

/** Who stored a response, and for whom it is: `Vary`, or its absence. */
export const whoseScenarios: readonly CacheScenario[] = [
  {
    name: 'no-cors, then cors: without Vary the stored response blocks',
    answers: always({ ...fresh, ...asked }),
    calls: [noCors, cors, cors],
  },
  {
    name: 'no-cors, then cors: with Vary: Origin it is asked for again',
    answers: always({ ...fresh, ...asked, ...varying }),
    calls: [noCors, cors, cors],
  },
  {
    name: 'no-cors, then cors: a response that is for all serves both',
    answers: always({ ...fresh, ...open }),
    calls: [noCors, cors],
  },
  {
    name: 'cors, then no-cors: without Vary the stored response serves',
    answers: always({ ...fresh, ...asked }),
    calls: [cors, noCors, cors],
  },
  {
    name: 'cors, then no-cors, then cors with Vary: Origin: one response is kept per URL',
    answers: always({ ...fresh, ...asked, ...varying }),
    calls: [cors, noCors, cors],
  },
  {
    name: 'no-cors, then cors with Vary: Origin and an ETag',
    answers: inTurn(
      { ...fresh, ...asked, ...varying, ...etag },
      notModified({ ...fresh, ...asked, ...varying, ...etag }),
    ),
    calls: [noCors, cors],
  },
  {
    name: 'no-cors, then cors with Vary: Origin, an ETag and a 304 without CORS headers',
    answers: inTurn(
      { ...fresh, ...asked, ...varying, ...etag },
      notModified({ ...varying, ...etag }),
    ),
    calls: [noCors, cors],
  },
  {
    name: 'no-cors, then cors with Vary: Origin and Last-Modified',
    answers: always({
      ...fresh,
      ...asked,
      ...varying,
      ...longAgo,
    }),
    calls: [noCors, cors],
  },
  {
    name: 'a blocked response, and the same call again',
    answers: { a: [{ headers: fresh }, { headers: { ...fresh, ...open } }] },
    calls: [cors, cors],
  },
  {
    name: 'a blocked response without a body, and the same call again',
    answers: {
      a: [
        { status: 204, headers: fresh },
        { status: 204, headers: { ...fresh, ...open } },
      ],
    },
    calls: [cors, cors],
  },
  {
    name: 'a blocked redirect, and the same call again',
    answers: {
      a: [
        { status: 301, headers: { location: '{url:b}' } },
        { status: 301, headers: { ...open, location: '{url:b}' } },
      ],
      b: [{ headers: open }],
    },
    calls: [cors, cors],
  },
  {
    name: 'a blocked response, then no-cors',
    answers: always(fresh),
    calls: [cors, noCors],
  },
  {
    name: 'Vary on a header of the page',
    answers: always({ ...fresh, ...open, vary: 'Accept-Language' }),
    calls: [
      { headers: { 'accept-language': 'nn' } },
      { headers: { 'accept-language': 'nn' } },
      { headers: { 'accept-language': 'en' } },
      { headers: { 'accept-language': 'nn' } },
    ],
  },
  {
    name: 'Vary on a custom header, which takes a preflight',
    answers: always({ ...fresh, ...open, vary: 'X-Token' }),
    calls: [
      { headers: { 'x-token': '1' } },
      { headers: { 'x-token': '1' } },
      { headers: { 'x-token': '2' } },
    ],
  },
  {
    name: 'Vary: *',
    answers: always({ ...fresh, ...open, vary: '*' }),
    calls: [cors, cors],
  },
  {
    name: 'credentials: include after omit',
    answers: always({ ...fresh, ...asked, 'access-control-allow-credentials': 'true' }),
    calls: [{ credentials: 'omit' }, { credentials: 'include' }, { credentials: 'omit' }],
  },
  {
    name: 'credentials: include after omit, where the stored response allows none',
    answers: always({ ...fresh, ...open }),
    calls: [{ credentials: 'omit' }, { credentials: 'include' }],
  },
  {
    name: 'credentials on the page’s own origin: include after omit',
    answers: always(fresh),
    calls: [
      { place: 'own', credentials: 'omit' },
      { place: 'own', credentials: 'include' },
    ],
  },
];
