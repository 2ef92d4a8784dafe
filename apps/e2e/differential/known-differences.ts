import { isDeepStrictEqual } from 'node:util';

import type { Arrived, Observation, Pair } from './pair.ts';

/** Where a browser does not do what the standard says, with the reason. The agent follows the standard. */
export interface KnownDifference {
  readonly browser: 'Chromium' | 'Firefox';
  readonly what: string;
  readonly reason: string;
  /** Whether the difference in a pair is this one. Such pairs are run all the same, and counted apart. */
  readonly applies: (pair: Pair, ours: Observation, theirs: Observation) => boolean;
}

export const knownDifferences: readonly KnownDifference[] = [
  ...(['Chromium', 'Firefox'] as const).map((browser): KnownDifference => ({
    browser,
    what: 'Access-Control-Allow-Headers: * covers Authorization',
    reason:
      'Fetch, "CORS-preflight fetch", step 7.6 says it does not. Both browsers let it pass, with a warning in the console that this will end.',
    applies: (pair, ours, theirs) =>
      pair.requests.some(({ headers }) => headers.some(([name]) => name === 'Authorization')) &&
      hasPreflightWildcard(pair) &&
      theirs.arrived.length > ours.arrived.length,
  })),
  ...(['Chromium', 'Firefox'] as const).map((browser): KnownDifference => ({
    browser,
    what: 'a preflight is repeated although its grant would still hold',
    reason:
      'Fetch, "CORS-preflight cache" lets entries go "before that moment arrives". Firefox never takes a * from its cache, nor trusts a malformed Access-Control-Max-Age; Chromium takes a negative one for 0.',
    applies: (_pair, ours, theirs) =>
      isDeepStrictEqual(ours.seen, theirs.seen) &&
      isDeepStrictEqual(withoutRepeats(ours.arrived), withoutRepeats(theirs.arrived)),
  })),
  {
    browser: 'Chromium',
    what: 'SameSite cookies come back after a cross-site redirect',
    reason:
      'RFC 6265bis, section 5.2, and Fetch, "determine the same-site mode", count the whole chain. Chromium did, broke sites, and has it switched off.',
    applies: (_pair, ours, theirs) =>
      isDeepStrictEqual(ours.seen, theirs.seen) &&
      isDeepStrictEqual(without(ours.arrived, 'cookie'), without(theirs.arrived, 'cookie')),
  },
  {
    browser: 'Chromium',
    what: "an unparsable Location is an error even with redirect: 'manual'",
    reason:
      'Fetch, "HTTP fetch", step 6 returns an opaque-redirect response unread. Chromium’s network stack parses every Location.',
    applies: (pair, _ours, theirs) =>
      theirs.seen.some(
        (seen, index) => 'error' in seen && pair.requests[index]?.redirect === 'manual',
      ) && hasLocation(pair, (value) => value === 'http://['),
  },
  {
    browser: 'Chromium',
    what: 'a redirect without a Location, or with a blank one, is no redirect',
    reason:
      'Blank is a valid relative URL, that of the request itself (URL, "URL parser"), and Fetch, "HTTP fetch", step 6 looks at redirect: \'error\' before any Location.',
    applies: (pair) =>
      hasLocation(pair, (value) => value === '') ||
      (pair.requests.some(({ redirect }) => redirect !== 'follow') &&
        pair.hops.some(({ actual }) => actual.status === 302)),
  },
  {
    browser: 'Chromium',
    what: 'a redirect to a URL with user name and password is always refused',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 7 and 8 let it through as long as everything is on the page’s own origin.',
    applies: (pair, ours, theirs) =>
      hasLocation(pair, (value) => value.startsWith('{user:')) &&
      theirs.arrived.length < ours.arrived.length,
  },
  {
    browser: 'Chromium',
    what: 'a response that fails the CORS check leaves the preflight cache alone',
    reason:
      'Fetch, "main fetch", step 12 clears the entries of the URL after any network error. Chromium does so for failed preflights only.',
    applies: (pair, ours, theirs) =>
      pair.requests.length > 1 &&
      ours.seen[0] !== undefined &&
      'error' in ours.seen[0] &&
      ours.arrived.filter(isPreflight).length > theirs.arrived.filter(isPreflight).length,
  },
  {
    browser: 'Chromium',
    what: "the Origin of a redirected mode: 'no-cors' POST is its own",
    reason:
      'Fetch, "append a request `Origin` header", step 4 takes the redirect taint and the referrer policy of the moment. Chromium’s network stack says null as soon as one redirect crosses origins, and looks at no policy after the first request.',
    applies: (pair, ours, theirs) =>
      pair.requests.some(({ mode }) => mode === 'no-cors') &&
      isDeepStrictEqual(ours.seen, theirs.seen) &&
      isDeepStrictEqual(without(ours.arrived, 'origin'), without(theirs.arrived, 'origin')),
  },
  {
    browser: 'Firefox',
    what: 'a preflight after a redirect carries the page’s origin instead of null',
    reason:
      'Fetch, "CORS-preflight fetch" takes the origin as serialized for the request, which a redirect across origins has tainted. The actual request does say null.',
    applies: (_pair, ours, theirs) =>
      ours.arrived.some(
        (head, index) =>
          isPreflight(head) &&
          head['origin'] === 'null' &&
          isPreflight(theirs.arrived[index]) &&
          theirs.arrived[index]?.['origin'] !== 'null',
      ),
  },
  {
    browser: 'Firefox',
    what: 'what a redirect dropped is still asked for in a preflight',
    reason:
      'Fetch, "main fetch", step 12 judges the request as it is by then: a GET without Content-Type or Authorization. Firefox remembers that the first one was not simple.',
    applies: (pair, ours, theirs) =>
      pair.hops.length > 1 &&
      theirs.arrived.some(
        (head, index) =>
          isPreflight(head) &&
          !head['path']?.endsWith('/0') &&
          head['access-control-request-headers'] !==
            (isPreflight(ours.arrived[index])
              ? ours.arrived[index]?.['access-control-request-headers']
              : 'none'),
      ),
  },
  {
    browser: 'Firefox',
    what: 'a blank line does not count where header lines are joined',
    reason:
      'Fetch, "get a header" joins all values, empty ones too: "true, ". Firefox says "true".',
    applies: (pair) =>
      pair.hops.some((hop) =>
        [...hop.actual.lines, ...hop.preflight.lines].some(
          ([name, value], _index, lines) =>
            value === '' &&
            lines.filter(([other]) => other.toLowerCase() === name.toLowerCase()).length > 1,
        ),
      ),
  },
  {
    browser: 'Firefox',
    what: 'malformed elements do not void Access-Control-Expose-Headers',
    reason:
      'Fetch, "extract header list values": one element that does not parse fails the whole. Firefox leaves out that element only.',
    applies: (pair, ours, theirs) =>
      isDeepStrictEqual(ours.arrived, theirs.arrived) &&
      pair.hops.some((hop) =>
        hop.actual.lines.some(
          ([name, value]) =>
            /expose-headers$/i.test(name) && /["; ]/.test(value.replaceAll(', ', ',')),
        ),
      ),
  },
  {
    browser: 'Firefox',
    what: 'Content-Type comes back on the second redirect',
    reason:
      'Fetch, "HTTP-redirect fetch", step 11 drops it for good when the body goes. Firefox copies the headers of the first request.',
    applies: (pair, ours, theirs) =>
      pair.hops.length > 2 &&
      isDeepStrictEqual(ours.seen, theirs.seen) &&
      isDeepStrictEqual(
        without(ours.arrived, 'content-type'),
        without(theirs.arrived, 'content-type'),
      ),
  },
];

function isPreflight(head: Arrived | undefined): boolean {
  return head !== undefined && 'access-control-request-method' in head;
}

function hasPreflightWildcard(pair: Pair): boolean {
  return pair.hops.some((hop) =>
    hop.preflight.lines.some(
      ([name, value]) => /-allow-(headers|methods)$/i.test(name) && value.includes('*'),
    ),
  );
}

function hasLocation(pair: Pair, test: (value: string) => boolean): boolean {
  return pair.hops.some((hop) =>
    hop.actual.lines.some(([name, value]) => name.toLowerCase() === 'location' && test(value)),
  );
}

/** Without all preflights of a URL but the first. */
function withoutRepeats(arrived: readonly Arrived[]): Arrived[] {
  return arrived.filter(
    (head, index) =>
      !isPreflight(head) ||
      arrived.findIndex((other) => isPreflight(other) && other['path'] === head['path']) === index,
  );
}

function without(arrived: readonly Arrived[], name: string): Arrived[] {
  return arrived.map((head) =>
    Object.fromEntries(Object.entries(head).filter(([key]) => key !== name)),
  );
}
