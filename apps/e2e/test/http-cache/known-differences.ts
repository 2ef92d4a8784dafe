import type { BrowserName } from '../../src/browsers.ts';

/** Where a browser's cache does not do what the agent's does, with the reason, and what it does instead. */
export interface KnownCacheDifference {
  readonly browser: BrowserName;
  /** The scenario's name. */
  readonly scenario: string;
  readonly reason: string;
  /** As `summary` puts it: what the page sees of each call, then what the server gets. */
  readonly does: string;
}

const firefoxKeepsBlocked =
  'Firefox stores a response that the CORS check refuses. Chromium drops it, as the agent does: its body is never read to the end. (RFC 9111, section 3.3)';
const firefoxSplitsByCredentials =
  'Firefox keeps what it asked for with credentials and what it asked for without apart (whatwg/fetch, issue 1253). By the standard, `Vary` alone decides.';
const firefoxInvalidatesElsewhere =
  'Firefox looks for what a request without credentials invalidates among what was stored with them. (Fetch, "HTTP-network-or-cache fetch", step 10.3)';
const firefoxStoresNoErrors =
  'Firefox stores no error, whatever its Cache-Control, as a cache may. (RFC 9111, section 3)';
const firefoxAsksPermanently =
  'Firefox takes a permanent redirect without a word about freshness for stale. How long it is fresh is up to the cache. (RFC 9111, section 4.2.2)';
const onlyTheUrl =
  'Browsers invalidate the URL itself and no other, as a cache may. (RFC 9111, section 4.4)';

const keptByFirefox = (method: string): string =>
  `cors 200 a 1, cors 200 a 2, cors 200 a 1; GET a, ${method === 'POST' ? '' : 'OPTIONS a, '}${method} a`;

export const knownCacheDifferences: readonly KnownCacheDifference[] = [
  {
    browser: 'Chromium',
    scenario: 'a validator of the page’s own: the 304 is the page’s',
    reason:
      'Fetch, "HTTP-network-or-cache fetch", step 8.16 makes the cache mode \'no-store\', and its headers follow. Chromium sends Cache-Control: max-age=0 instead.',
    does: 'cors 200 a 1, cors 304, cors 200 a 1; GET a, OPTIONS a, GET a if-none-match="v1" cache-control=max-age=0',
  },
  {
    browser: 'Chromium',
    scenario: 'Cache-Control: no-cache of the page’s own',
    reason:
      'RFC 9111, section 5.2.1.4 has the stored response validated. Chromium asks for a new one.',
    does: 'basic 200 a 1, basic 200 a 2, basic 200 a 2; GET a, GET a cache-control=no-cache',
  },
  {
    browser: 'Chromium',
    scenario: 'Cache-Control: no-store of the page’s own',
    reason:
      'RFC 9111, section 5.2.1.5 forbids to store the response. Chromium reads no-store in responses only.',
    does: 'basic 200 a 1, basic 200 a 1; GET a cache-control=no-store',
  },
  {
    browser: 'Firefox',
    scenario: 'a blocked response, and the same call again',
    reason: firefoxKeepsBlocked,
    does: 'error, error; GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'a blocked redirect, and the same call again',
    reason: firefoxAsksPermanently,
    does: 'error, cors 200 b 1; GET a, GET a, GET b',
  },
  {
    browser: 'Firefox',
    scenario: 'a blocked response, then no-cors',
    reason: firefoxKeepsBlocked,
    does: 'error, opaque 0; GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'Vary on a custom header, which takes a preflight',
    reason:
      'Firefox forgets what a preflight granted once the request that it was for is answered from the HTTP cache.',
    does: 'cors 200 a 1, cors 200 a 1, cors 200 a 2; OPTIONS a, GET a, OPTIONS a, OPTIONS a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'credentials: include after omit',
    reason: firefoxSplitsByCredentials,
    does: 'cors 200 a 1, cors 200 a 2, cors 200 a 1; GET a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'credentials: include after omit, where the stored response allows none',
    reason: firefoxSplitsByCredentials,
    does: 'cors 200 a 1, error; GET a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'credentials on the page’s own origin: include after omit',
    reason: firefoxSplitsByCredentials,
    does: 'basic 200 a 1, basic 200 a 2; GET a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'max-age twice: the first one',
    reason:
      'RFC 9111, section 4.2.1 takes the first one, or none for a stale response. Firefox takes the last one.',
    does: 'cors 200 a 1, cors 200 a 1; GET a',
  },
  {
    browser: 'Firefox',
    scenario: '404 with max-age',
    reason: firefoxStoresNoErrors,
    does: 'cors 404 a 1, cors 404 a 2; GET a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: '500 with max-age',
    reason: firefoxStoresNoErrors,
    does: 'cors 500 a 1, cors 500 a 2; GET a, GET a',
  },
  {
    browser: 'Firefox',
    scenario: 'HEAD after GET',
    reason: 'A stored response to GET may serve HEAD. Firefox asks. (RFC 9110, section 9.3.2)',
    does: 'cors 200 a 1, cors 200; GET a, HEAD a',
  },
  ...['POST', 'PUT', 'DELETE', 'PATCH'].map((method): KnownCacheDifference => ({
    browser: 'Firefox',
    scenario: `${method} invalidates, on another origin`,
    reason: firefoxInvalidatesElsewhere,
    does: keptByFirefox(method),
  })),
  {
    browser: 'Firefox',
    scenario: 'a blocked POST invalidates',
    reason: firefoxInvalidatesElsewhere,
    does: 'cors 200 a 1, error, cors 200 a 1; GET a, POST a',
  },
  ...(['Chromium', 'Firefox'] as const).map((browser): KnownCacheDifference => ({
    browser,
    scenario: 'Location and Content-Location are invalidated along',
    reason: onlyTheUrl,
    does: 'cors 200 b 1, cors 200 c 1, cors 201 a 1, cors 200 b 1, cors 200 c 1; GET b, GET c, POST a',
  })),
  ...[301, 308].map((status): KnownCacheDifference => ({
    browser: 'Firefox',
    scenario: `${status} without freshness`,
    reason: firefoxAsksPermanently,
    does: 'cors 200 b 1, cors 200 b 2; GET a, GET b, GET a, GET b',
  })),
  {
    browser: 'Firefox',
    scenario: '301, stored by a no-cors request without Vary',
    reason: firefoxAsksPermanently,
    does: 'opaque 0, cors 200 b 2; GET a, GET b, GET a, GET b',
  },
  {
    browser: 'WebKit',
    scenario: "cache: 'only-if-cached'",
    reason:
      'Fetch, "HTTP-network-or-cache fetch", step 10.1 has nothing sent. Where WebKit has no cache, in an automated session, it asks the server.',
    does: 'basic 200 a 1, basic 200 a 2, basic 200 a 3; GET a, GET a, GET a',
  },
];
