import type { Deviation } from './deviation.ts';

/** What engines ask and remember otherwise. */
export const preflightDeviations: readonly Deviation[] = [
  {
    name: 'authorization-wildcard',
    browsers: ['chromium', 'firefox', 'webkit'],
    what: 'Access-Control-Allow-Headers: * covers Authorization',
    reason:
      'Fetch, "CORS-preflight fetch", step 7.6 says it does not. All three let it pass; Chromium and Firefox warn in the console that this will end.',
    advice: 'List Authorization by name in Access-Control-Allow-Headers.',
  },
  {
    name: 'client-hints-safelisted',
    browsers: ['chromium'],
    what: 'client hints that page script sets need no preflight',
    reason:
      'Fetch, "CORS-safelisted request-header" does not hold them. Chromium safelists those of Client Hints Infrastructure.',
    advice: 'Allow the client hints that your pages set in Access-Control-Allow-Headers.',
  },
  {
    name: 'failed-request-keeps-grant',
    browsers: ['chromium', 'webkit'],
    what: 'a request that fails after its preflight leaves the preflight cache alone',
    reason:
      'Fetch, "main fetch", step 12 clears the entries of the URL after any network error. Chromium and WebKit do so for failed preflights only.',
    advice: null,
  },
  {
    name: 'failed-redirect-keeps-grant',
    browsers: ['firefox'],
    what: 'a request whose redirect fails leaves the preflight cache alone',
    reason:
      'Fetch, "main fetch", step 12 clears the entries of the URL after any network error. Firefox does so for failed preflights and failed CORS checks only.',
    advice: null,
  },
  {
    name: 'grant-per-url',
    browsers: ['chromium', 'webkit'],
    what: 'a second grant for a URL replaces the first',
    reason:
      'Fetch, "CORS-preflight cache" has an entry for each method and each header name. Chromium and WebKit have one for each URL, and drop it when it does not cover what is asked.',
    advice:
      'List all methods and header names of a URL in every preflight response, or each of them costs a preflight again.',
  },
  {
    name: 'credentialed-wildcard-by-name',
    browsers: ['chromium'],
    what: 'a * granted with credentials covers nothing later',
    reason:
      'Fetch, "header-name cache entry match" takes an entry called * for every name, granted with credentials or without. In Chromium a * with credentials is a name.',
    advice: null,
  },
  {
    name: 'null-grants-forgotten',
    browsers: ['chromium', 'webkit'],
    what: 'a grant to the origin null of a redirect is not remembered',
    reason:
      'Fetch, "CORS-preflight cache" compares origins as serialized, and null is null. In Chromium and WebKit every redirect across origins makes a new opaque origin.',
    advice: null,
  },
  {
    name: 'max-age-malformed',
    browsers: ['firefox'],
    what: 'a malformed Access-Control-Max-Age keeps nothing',
    reason:
      'Fetch, "CORS-preflight fetch", step 7.9 takes it for absent: 5 seconds. "CORS-preflight cache" does let entries go "before that moment arrives".',
    advice: 'Send one whole number of seconds.',
  },
  {
    name: 'wildcard-not-cached',
    browsers: ['firefox'],
    what: 'what a * granted is asked for again',
    reason:
      'Fetch, "CORS-preflight cache" lets entries go "before that moment arrives". Firefox looks into its cache for names only.',
    advice: 'List methods and header names, rather than *, to save preflights.',
  },
  {
    name: 'head-grant-by-name',
    browsers: ['firefox'],
    what: 'a grant for HEAD is asked for again, unless HEAD is listed',
    reason:
      'Fetch, "HTTP fetch", step 4.1 asks the cache for methods that are not safelisted only. Firefox excepts GET and POST, and not HEAD.',
    advice: null,
  },
  {
    name: 'credentialed-grants-apart',
    browsers: ['firefox'],
    what: 'what was granted with credentials does not serve a call without',
    reason:
      'Fetch, "CORS-preflight cache", "cache entry match" lets an entry with credentials serve both. Firefox keeps two caches.',
    advice: null,
  },
  {
    name: 'preflight-names-page',
    browsers: ['firefox'],
    what: 'a preflight after a redirect carries the page’s origin instead of null',
    reason:
      'Fetch, "CORS-preflight fetch" takes the origin as serialized for the request, which a redirect across origins has tainted. The actual request does say null.',
    advice: 'Answer requests with preflights where they are sent, without redirects.',
  },
  {
    name: 'refused-grant-kept',
    browsers: ['webkit'],
    what: 'a preflight that refuses one method or header is remembered for what it does grant',
    reason:
      'Fetch, "CORS-preflight fetch", steps 7.5 to 7.7 end in a network error before the cache is reached. WebKit puts the answer away before it looks whether that covers the request.',
    advice: null,
  },
  {
    name: 'preflight-keeps-referrer',
    browsers: ['webkit'],
    what: 'a preflight after a redirect carries the Referer of the first request',
    reason:
      'Fetch, "CORS-preflight fetch", step 1 takes the referrer as it is by then. WebKit’s network process asks with the headers that the request began with, and cuts them to the origin for another site.',
    advice: null,
  },
  {
    name: 'authorization-wildcard-cached',
    browsers: ['webkit'],
    what: 'a remembered Access-Control-Allow-Headers: * covers Authorization, too',
    reason:
      'Fetch, "header-name cache entry match" excepts Authorization. WebKit does so neither in a preflight response nor in its cache; Chromium and Firefox ask again.',
    advice: 'List Authorization by name in Access-Control-Allow-Headers.',
  },
];
