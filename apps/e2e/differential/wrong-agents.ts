import type { HeaderLines } from '@routecors/user-agent';

import {
  type Mistake,
  type Setting,
  isPreflight,
  isRedirect,
  valuesOf,
  withHeader,
} from './wrong-agent.ts';

/** An agent with a mistake that no browser makes, and that the comparison has to report. */
export interface WrongAgent {
  readonly mistake: string;
  readonly make: (setting: Setting) => Mistake;
  /** Where the comparison does not tell: Firefox forgets grants as it likes. */
  readonly unseenBy?: 'firefox';
}

const origin = 'access-control-allow-origin';
const credentials = 'access-control-allow-credentials';
const methods = 'access-control-allow-methods';
const names = 'access-control-allow-headers';
const expose = 'access-control-expose-headers';

/** Reads the lines of every response otherwise, or of every preflight's only. */
const reads =
  (change: (lines: HeaderLines, setting: Setting) => HeaderLines, preflightsOnly = false) =>
  (setting: Setting): Mistake => ({
    async exchange(sent, next) {
      const response = await next(sent);
      if (preflightsOnly && !isPreflight(sent)) return response;
      return { ...response, headers: change(response.headers, setting) };
    },
  });

/** Maps the value of a header where it stands once. */
const maps =
  (name: string, map: (value: string, setting: Setting) => string) =>
  (lines: HeaderLines, setting: Setting): HeaderLines => {
    const [value, ...more] = valuesOf(lines, name);
    return value === undefined || more.length > 0
      ? lines
      : withHeader(lines, name, map(value, setting));
  };

const takesStatus = (isTaken: (status: number) => boolean) => (): Mistake => ({
  async exchange(sent, next) {
    const response = await next(sent);
    const isMistaken = isPreflight(sent) && isTaken(response.status);
    return isMistaken ? { ...response, status: 204 } : response;
  },
});

export const wrongAgents: readonly WrongAgent[] = [
  {
    mistake: 'takes an origin with a trailing slash',
    make: reads(maps(origin, (value) => value.replace(/\/$/, ''))),
  },
  {
    mistake: 'compares origins without regard to case',
    make: reads(maps(origin, (value) => value.toLowerCase())),
  },
  {
    mistake: 'looks for the origin in a list',
    make: reads(
      maps(origin, (value, { origins }) => (value.includes(origins.own) ? origins.own : value)),
    ),
  },
  {
    mistake: 'takes the first of several Access-Control-Allow-Origin',
    make: reads((lines) => withHeader(lines, origin, valuesOf(lines, origin)[0])),
  },
  {
    mistake: 'takes * with credentials',
    make: reads(maps(origin, (value, { origins }) => (value === '*' ? origins.own : value))),
  },
  {
    mistake: 'takes True for true',
    make: reads(maps(credentials, (value) => value.toLowerCase())),
  },
  {
    mistake: 'does without Access-Control-Allow-Credentials',
    make: reads((lines) => withHeader(lines, credentials, 'true')),
  },
  { mistake: 'takes any status of a preflight', make: takesStatus((status) => status >= 400) },
  { mistake: 'takes a redirect of a preflight', make: takesStatus(isRedirect) },
  {
    mistake: 'takes no preflight status but 200 and 204',
    make: () => ({
      async exchange(sent, next) {
        const response = await next(sent);
        const isRefused = isPreflight(sent) && ![200, 204].includes(response.status);
        return isRefused ? { ...response, status: 500 } : response;
      },
    }),
  },
  {
    mistake: 'compares methods without regard to case',
    make: reads(
      maps(methods, (value) => `${value},${value.toLowerCase()},${value.toUpperCase()}`),
      true,
    ),
  },
  {
    mistake: 'reads lists leniently',
    make: reads(
      (lines, setting) =>
        [methods, names].reduce(
          (last, name) => maps(name, (value) => value.replaceAll(/["; ]+/g, ','))(last, setting),
          lines,
        ),
      true,
    ),
  },
  {
    mistake: 'takes * in the lists literally',
    make: reads(
      (lines, setting) =>
        [methods, names].reduce(
          (last, name) => maps(name, (value) => value.replaceAll('*', 'x-star'))(last, setting),
          lines,
        ),
      true,
    ),
  },
  { mistake: 'exposes every header', make: reads((lines) => withHeader(lines, expose, '*')) },
  { mistake: 'exposes none', make: reads((lines) => withHeader(lines, expose, undefined)) },
  {
    mistake: 'remembers a grant that says it is not to',
    make: reads(
      maps('access-control-max-age', (value) => (/^0+$/.test(value) ? '600' : value)),
      true,
    ),
    unseenBy: 'firefox',
  },
  {
    mistake: 'remembers no grant',
    make: () => ({ cache: (call) => String(call) }),
  },
  {
    mistake: 'keeps its origin across redirects',
    make: ({ origins }) => ({
      async exchange(sent, next) {
        if (!valuesOf(sent.headers, 'origin').includes('null')) return next(sent);
        const headers = withHeader(sent.headers, 'Origin', origins.own);
        const response = await next({ ...sent, headers });
        const isOwn = valuesOf(response.headers, origin).join(', ') === origins.own;
        return isOwn
          ? { ...response, headers: withHeader(response.headers, origin, 'null') }
          : response;
      },
    }),
  },
  {
    mistake: 'sends cookies with preflights',
    make: () => ({
      exchange: (sent, next) =>
        next(
          isPreflight(sent) ? { ...sent, headers: [...sent.headers, ['Cookie', 'lax=1']] } : sent,
        ),
    }),
  },
];
