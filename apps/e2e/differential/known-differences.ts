import type { BrowserName } from '../src/browsers.ts';
import { asksForAuthorization, hasLaterCall, redirects, sends } from './concerns.ts';
import type { Pair } from './pair.ts';
import {
  forgetsGrant,
  keepsGrantOfFailedRequest,
  keepsLastGrant,
  wildcardCoversAuthorization,
} from './quirks/both.ts';
import * as chromium from './quirks/chromium.ts';
import { startsRedirectsAnew } from './quirks/firefox-redirect.ts';
import * as firefox from './quirks/firefox.ts';
import { covers, coversByName } from './quirks/grant.ts';
import { type Quirk, type Setting, elementsOf, isToken } from './quirks/quirk.ts';

/** Where a browser does not do what the standard says, with the reason. The agent follows the standard. */
export interface KnownDifference {
  readonly browser: BrowserName;
  readonly what: string;
  readonly reason: string;
  /** Whether the pair holds what it takes. */
  readonly concerns: (pair: Pair) => boolean;
  /**
   * The quirk, imitated. A pair is excused if the agent with the quirk sees and sends exactly what
   * the browser did, and for nothing less.
   */
  readonly imitate: (setting: Setting) => Quirk;
}

export const knownDifferences: readonly KnownDifference[] = [
  ...(['Chromium', 'Firefox'] as const).map((browser): KnownDifference => ({
    browser,
    what: 'Access-Control-Allow-Headers: * covers Authorization',
    reason:
      'Fetch, "CORS-preflight fetch", step 7.6 says it does not. Both browsers let it pass, with a warning in the console that this will end.',
    concerns: (pair) =>
      asksForAuthorization(pair) && sends(pair, /-allow-headers$/i, (value) => value.includes('*')),
    imitate: wildcardCoversAuthorization(browser === 'Chromium' ? covers : coversByName),
  })),
  ...(['Chromium', 'Firefox'] as const).map((browser): KnownDifference => ({
    browser,
    what: 'a request that fails after its preflight leaves the preflight cache alone',
    reason:
      'Fetch, "main fetch", step 12 clears the entries of the URL after any network error. Chromium does so for failed preflights only, Firefox also where the CORS check fails, but not for redirect: \'error\'.',
    concerns: hasLaterCall,
    imitate: keepsGrantOfFailedRequest,
  })),
  {
    browser: 'Chromium',
    what: 'a second grant for a URL replaces the first',
    reason:
      'Fetch, "CORS-preflight cache" has an entry for each method and each header name. Chromium has one for each URL.',
    concerns: (pair) => pair.requests.length > 2,
    imitate: keepsLastGrant,
  },
  {
    browser: 'Chromium',
    what: 'a * granted with credentials covers nothing later',
    reason:
      'Fetch, "header-name cache entry match" takes an entry called * for every name, granted with credentials or without. In Chromium a * with credentials is a name.',
    concerns: (pair) =>
      pair.requests.some(({ credentials }) => credentials === 'include') &&
      hasLaterCall(pair) &&
      sends(pair, /-allow-(?:headers|methods)$/i, (value) => value.includes('*')),
    imitate: keepsLastGrant,
  },
  {
    browser: 'Chromium',
    what: 'a grant to the origin null of a redirect is not remembered',
    reason:
      'Fetch, "CORS-preflight cache" compares origins as serialized, and null is null. In Chromium every redirect across origins makes a new opaque origin.',
    concerns: (pair) => redirects(pair) && hasLaterCall(pair),
    imitate: chromium.forgetsGrantsToNull,
  },
  {
    browser: 'Chromium',
    what: 'SameSite cookies come back after a cross-site redirect',
    reason:
      'RFC 6265bis, section 5.2, and Fetch, "determine the same-site mode", count the whole chain. Chromium did, broke sites, and has it switched off.',
    concerns: redirects,
    imitate: chromium.forgetsCrossSiteRedirects,
  },
  {
    browser: 'Chromium',
    what: "an unparsable Location is an error even with redirect: 'manual'",
    reason:
      'Fetch, "HTTP fetch", step 6 returns an opaque-redirect response unread. Chromium’s network stack parses every Location.',
    concerns: (pair) =>
      pair.requests.some(({ redirect }) => redirect === 'manual') &&
      sends(pair, /^location$/i, (value) => value === 'http://['),
    imitate: chromium.parsesEveryLocation,
  },
  {
    browser: 'Chromium',
    what: 'a redirect without a Location, or with a blank one, is no redirect',
    reason:
      'Blank is a valid relative URL, that of the request itself (URL, "URL parser"), and Fetch, "HTTP fetch", step 6 looks at redirect: \'error\' before any Location.',
    concerns: (pair) =>
      sends(pair, /^location$/i, (value) => value === '') ||
      pair.requests.some(({ redirect }) => redirect !== 'follow'),
    imitate: chromium.ignoresBlankLocation,
  },
  {
    browser: 'Chromium',
    what: 'a redirect to a URL with user name and password is always refused',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 7 and 8 let it through as long as everything is on the page’s own origin.',
    concerns: (pair) => sends(pair, /^location$/i, (value) => value.startsWith('{user:')),
    imitate: chromium.refusesUserInfo,
  },
  {
    browser: 'Chromium',
    what: "the Origin of a redirected POST of another mode than 'cors' is its own",
    reason:
      'Fetch, "append a request `Origin` header", step 4 takes the redirect taint and the referrer policy of the moment. Chromium’s network stack says null as soon as one redirect crosses origins, and looks at no policy after the first request.',
    concerns: (pair) => redirects(pair) && pair.requests.some(({ mode }) => mode !== 'cors'),
    imitate: chromium.keepsOriginWithoutCors,
  },
  {
    browser: 'Firefox',
    what: 'every redirect starts from the first request again',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 11 and 13 drop Content-Type and Authorization for good, and "main fetch", step 12 judges the request as it is by then. Firefox drops what this one redirect drops of the first request\'s headers, and sends a preflight if one before needed it.',
    concerns: redirects,
    imitate: startsRedirectsAnew,
  },
  {
    browser: 'Firefox',
    what: 'a malformed Access-Control-Max-Age keeps nothing',
    reason:
      'Fetch, "CORS-preflight fetch", step 7.9 takes it for absent: 5 seconds. "CORS-preflight cache" does let entries go "before that moment arrives".',
    concerns: (pair) => sends(pair, /max-age$/i, () => true),
    imitate: forgetsGrant((maxAge) => maxAge !== '' && !/^[0-9]+$/.test(maxAge)),
  },
  {
    browser: 'Firefox',
    what: 'what a * granted is asked for again',
    reason:
      'Fetch, "CORS-preflight cache" lets entries go "before that moment arrives". Firefox looks into its cache for names only.',
    concerns: (pair) => sends(pair, /-allow-(?:headers|methods)$/i, (value) => value.includes('*')),
    imitate: firefox.forgetsWildcard,
  },
  {
    browser: 'Firefox',
    what: 'a grant for HEAD is asked for again, unless HEAD is listed',
    reason:
      'Fetch, "HTTP fetch", step 4.1 asks the cache for methods that are not safelisted only. Firefox excepts GET and POST, and not HEAD.',
    concerns: (pair) => hasLaterCall(pair) && pair.requests.some(({ method }) => method === 'HEAD'),
    imitate: firefox.asksForHeadAgain,
  },
  {
    browser: 'Firefox',
    what: 'what was granted with credentials does not serve a call without',
    reason:
      'Fetch, "CORS-preflight cache", "cache entry match" lets an entry with credentials serve both. Firefox keeps two caches.',
    concerns: (pair) => new Set(pair.requests.map(({ credentials }) => credentials)).size > 1,
    imitate: firefox.keepsCredentialedGrantsApart,
  },
  {
    browser: 'Firefox',
    what: 'a preflight after a redirect carries the page’s origin instead of null',
    reason:
      'Fetch, "CORS-preflight fetch" takes the origin as serialized for the request, which a redirect across origins has tainted. The actual request does say null.',
    concerns: redirects,
    imitate: firefox.namesPageInPreflight,
  },
  {
    browser: 'Firefox',
    what: 'a blank line does not count where header lines are joined',
    reason:
      'Fetch, "get a header" joins all values, empty ones too: "true, ". Firefox says "true".',
    concerns: (pair) => sends(pair, /./, (value) => value === ''),
    imitate: firefox.dropsBlankLines,
  },
  {
    browser: 'Firefox',
    what: 'malformed elements do not void Access-Control-Expose-Headers',
    reason:
      'Fetch, "extract header list values": one element that does not parse fails the whole. Firefox leaves out that element only.',
    concerns: (pair) =>
      sends(pair, /expose-headers$/i, (value) => !elementsOf([['', value]], '').every(isToken)),
    imitate: firefox.exposesWhatIsWellFormed,
  },
  // Last, where nothing else explains a repeated preflight.
  ...[1, 2].map((call): KnownDifference => ({
    browser: 'Firefox',
    what: `grants are forgotten before their time (call ${call + 1})`,
    reason:
      'Fetch, "CORS-preflight cache" lets entries go "before that moment arrives". Firefox does, at times, mostly just after its start.',
    concerns: (pair) => pair.requests.length > call,
    imitate: firefox.forgetsBefore(call),
  })),
];
