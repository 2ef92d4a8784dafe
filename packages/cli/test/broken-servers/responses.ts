import { type BrokenServer, fine, grant, open, page, put } from './broken-server.ts';

/** Mistakes in the answer to the request itself, and a server without any. */
export const responses: readonly BrokenServer[] = [
  {
    mistake: 'CORS on the preflight only',
    args: [...put, '--send'],
    preflight: { headers: grant },
    actual: { status: 200 },
    code: 'allow-origin-missing',
    says: ['✓ cors-preflight-fetch', '✗ cors-check'],
  },
  {
    mistake: 'no CORS on errors',
    actual: { status: 500 },
    code: 'allow-origin-missing',
    says: ['500', 'on errors too'],
  },
  {
    mistake: 'a redirect without CORS',
    actual: { status: 302, headers: [['Location', '/elsewhere']] },
    code: 'allow-origin-missing',
    says: ['302'],
  },
  {
    mistake: 'a redirect to a place that browsers do not follow',
    actual: {
      status: 302,
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Location', 'capacitor://localhost/'],
      ],
    },
    code: 'redirect-scheme',
    says: ['only http: and https:'],
  },
  {
    mistake: 'a Vary that a cache would need',
    actual: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Vary', 'Accept-Encoding'],
      ],
    },
    hints: ['vary-missing'],
    says: ['Send Vary: Origin beside accept-encoding'],
  },
  {
    mistake: 'a header sent, not exposed',
    actual: {
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['X-Total-Count', '3'],
      ],
    },
    hints: ['header-not-exposed'],
    says: ["exposedHeaders: ['x-total-count']"],
  },
  {
    mistake: '* exposed to credentials',
    args: ['--credentials'],
    actual: {
      headers: [
        ...(fine.headers ?? []),
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Expose-Headers', '*'],
      ],
    },
    hints: ['expose-wildcard-with-credentials'],
    says: ['name the headers'],
  },
  {
    mistake: 'preflight headers on the response',
    actual: { headers: [...(open.headers ?? []), ['Access-Control-Allow-Methods', 'PUT']] },
    hints: ['preflight-headers-on-response'],
    says: ['only the answer to OPTIONS counts'],
  },
  {
    mistake: 'cookies that stay at home',
    args: ['--credentials', '--cookie', 'sid=1'],
    actual: { headers: [...(fine.headers ?? []), ['Access-Control-Allow-Credentials', 'true']] },
    hints: ['cookie-withheld'],
    says: ['SameSite=None; Secure'],
  },
  {
    mistake: 'none',
    args: [...put, '--send'],
    preflight: { headers: grant },
    actual: fine,
    hints: [],
    says: ['✓ allowed'],
  },
  {
    mistake: 'no CORS on the errors of a request that was allowed',
    args: [...put, '--send'],
    preflight: { headers: grant },
    actual: { status: 422 },
    code: 'allow-origin-missing',
    says: ['PUT with 422', 'on errors too'],
  },
  {
    mistake: 'a redirect from http to https',
    actual: {
      status: 301,
      // A port that browsers block, so that nothing of the test leaves the machine.
      headers: [...(open.headers ?? []), ['Location', 'https://localhost:1/items']],
    },
    code: 'port-blocked',
    hints: ['redirected'],
    says: ['redirects to https:', 'https://localhost:1/items at once'],
  },
  {
    mistake: 'a list of three values in Vary, none of them Origin',
    actual: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Vary', 'Accept, Cookie'],
        ['Vary', 'Accept-Encoding'],
      ],
    },
    hints: ['vary-missing'],
    says: ['Send Vary: Origin beside accept, cookie, accept-encoding'],
  },
];
