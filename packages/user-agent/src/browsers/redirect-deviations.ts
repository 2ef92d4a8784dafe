import type { Deviation } from './deviation.ts';

/** What engines make of redirects otherwise. */
export const redirectDeviations: readonly Deviation[] = [
  {
    name: 'same-site-redirects',
    browsers: ['chromium', 'webkit'],
    what: 'SameSite cookies come back after a cross-site redirect',
    reason:
      'RFC 6265bis, section 5.2, and Fetch, "determine the same-site mode", count the whole chain. Chromium did, broke sites, and has it switched off; WebKit looks at page and URL only.',
    advice: 'Do not count on SameSite to keep cookies from a request that another site redirected.',
  },
  {
    name: 'unread-location-parsed',
    browsers: ['chromium'],
    what: "an unparsable Location is an error even with redirect: 'manual'",
    reason:
      'Fetch, "HTTP fetch", step 6 returns an opaque-redirect response unread. Chromium’s network stack parses every Location.',
    advice: null,
  },
  {
    name: 'missing-location-passed',
    browsers: ['chromium', 'webkit'],
    what: "a redirect without a Location, or with a blank one, is no error with redirect: 'error'",
    reason:
      'Fetch, "HTTP fetch", step 6 looks at redirect: \'error\' before any Location. In Chromium and WebKit a status alone makes no redirect.',
    advice: 'Send a Location with every redirect.',
  },
  {
    name: 'blank-location-ignored',
    browsers: ['chromium'],
    what: 'a redirect with a blank Location is no redirect',
    reason:
      'Blank is a valid relative URL, that of the request itself. (URL, "URL parser") Chromium takes it for none.',
    advice: 'Send a Location with every redirect.',
  },
  {
    name: 'user-info-refused',
    browsers: ['chromium'],
    what: 'a redirect to a URL with user name and password is always refused',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 7 and 8 let it through as long as everything is on the page’s own origin.',
    advice: 'Redirect to URLs without user name and password.',
  },
  {
    name: 'origin-without-cors',
    browsers: ['chromium'],
    what: "the Origin of a redirected POST of another mode than 'cors' is its own",
    reason:
      'Fetch, "append a request `Origin` header", step 4 takes the redirect taint and the referrer policy of the moment. Chromium’s network stack says null as soon as one redirect crosses origins, and looks at no policy after the first request.',
    advice: null,
  },
  {
    name: 'redirect-starts-anew',
    browsers: ['firefox'],
    what: 'every redirect starts from the first request again',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 11 and 13 drop Content-Type and Authorization for good, and "main fetch", step 12 judges the request as it is by then. Firefox drops what this one redirect drops of the first request\'s headers, and sends a preflight if one before needed it.',
    advice: 'Answer requests with preflights where they are sent, without redirects.',
  },
  {
    name: 'redirect-keeps-headers',
    browsers: ['webkit'],
    what: 'a redirect keeps the headers of the first request, and its preflight',
    reason:
      'Fetch, "HTTP-redirect fetch", step 11 drops Content-Type with the body, and "main fetch", step 12 judges the request as it is by then. WebKit’s network process sets the first request\'s headers again, Authorization excepted, asks a preflight for all of them, and goes on asking once it had to.',
    advice:
      'Answer requests with preflights where they are sent, without redirects; or allow at the target what the first request carries.',
  },
  {
    name: 'delete-becomes-get',
    browsers: ['webkit'],
    what: 'a redirect to another origin makes a GET of DELETE, whatever its status',
    reason:
      'Fetch, "HTTP-redirect fetch", step 11 changes POST for 301 and 302, and all but GET and HEAD for 303. The network layer of WebKit’s GTK and WPE ports (libsoup) does so for a DELETE that leaves its origin as well; Safari has another one.',
    advice: 'Answer requests with preflights where they are sent, without redirects.',
  },
  {
    name: 'locations-joined',
    browsers: ['webkit'],
    what: 'a Location that stands twice is joined with a comma, and followed',
    reason:
      'Fetch, "location URL" takes equal values for one, and Chromium and Firefox refuse others, the mark of response splitting. WebKit’s GTK and WPE ports (libsoup) join lines before anybody looks; Safari has another network layer.',
    advice: 'Send Location once.',
  },
  {
    name: 'origin-stays',
    browsers: ['webkit'],
    what: 'the Origin of a POST stays after a redirect on the same origin, whatever became of it',
    reason:
      'Fetch, "append a request `Origin` header" adds it anew for each request, and a GET to the page’s own origin has none, nor has one under Referrer-Policy: no-referrer. WebKit takes it along until a redirect leaves the origin.',
    advice: null,
  },
  {
    name: 'blank-location-refused',
    browsers: ['webkit'],
    what: 'a redirect to a blank Location is refused',
    reason:
      'Blank is a valid relative URL, that of the request itself. (URL, "URL parser") WebKit takes it for a redirect that leads nowhere.',
    advice: 'Send a Location with every redirect.',
  },
  {
    name: 'own-credentials-linger',
    browsers: ['webkit'],
    what: 'a redirect away from the page’s own origin that is redirected again needs Access-Control-Allow-Credentials',
    reason:
      "Fetch, \"CORS check\", step 5 asks for it only with credentials: 'include'. WebKit’s network process judges the first redirect beyond the page’s own origin as if credentials: 'same-origin' still sent some, which it did up to there. Of a no-cors request the cookies do go along.",
    advice:
      'Do not redirect from an origin to another for its own pages; or answer with the page’s origin and Access-Control-Allow-Credentials: true.',
  },
  {
    name: 'opaque-redirect-keeps-body',
    browsers: ['webkit'],
    what: "with redirect: 'manual' the body of a redirect that leads nowhere stays readable",
    reason:
      'Fetch, "opaque-redirect filtered response" has no body. WebKit replaces it only where there is a Location to follow.',
    advice: null,
  },
  {
    name: 'user-info-checked-late',
    browsers: ['webkit'],
    what: 'a redirect to a URL with user name and password is refused after its preflight only',
    reason:
      'Fetch, "HTTP-redirect fetch", steps 7 and 8 refuse it before anything is sent. WebKit’s network process asks first, and the page’s process refuses.',
    advice: 'Redirect to URLs without user name and password.',
  },
];
