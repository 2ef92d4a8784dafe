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
    cause: 'server-failed',
    says: ['The server failed (500)', "Read the server's log first"],
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
  ...(
    [
      [401, 'unauthorized', 'The request was refused (401)'],
      [403, 'unauthorized', 'The request was refused (403)'],
      [404, 'not-found', 'Nothing is there (404)'],
      [405, 'not-found', 'Nothing is there (405)'],
      [429, 'rate-limited', 'a rate limit (429)'],
      [502, 'gateway-failed', 'The application did not answer'],
      [503, 'gateway-failed', 'The application did not answer'],
      [504, 'gateway-failed', 'The application did not answer'],
    ] as const
  ).map(([status, cause, words]): BrokenServer => ({
    mistake: `${status} without CORS`,
    actual: { status },
    code: 'allow-origin-missing',
    cause,
    says: [words, 'The browser says: The response has no Access-Control-Allow-Origin'],
  })),
  {
    mistake: 'cookies that a page of another site loses',
    args: ['--credentials'],
    actual: {
      headers: [
        ...(fine.headers ?? []),
        ['Access-Control-Allow-Credentials', 'true'],
        ['Set-Cookie', 'sid=1; SameSite=Lax; Secure; HttpOnly'],
        ['Set-Cookie', 'theme=dark; SameSite=None'],
        ['Set-Cookie', 'kept=1; samesite=none; secure'],
      ],
    },
    hints: ['cookie-lost', 'cookie-lost'],
    says: ['"sid" is lost', 'lacks SameSite=None.', '"theme" is lost', 'lacks Secure.'],
  },
  {
    mistake: 'method and header both denied',
    args: ['-X', 'DELETE', '-H', 'x-a: 1', '-H', 'content-type: application/json'],
    preflight: { headers: grant },
    code: 'method-not-allowed',
    hints: ['more-denied'],
    says: ['Not only the method: x-a is not in'],
  },
  {
    mistake: 'method denied, and no word of the headers',
    args: ['-X', 'DELETE', '-H', 'x-a: 1'],
    preflight: { headers: grant.filter(([name]) => name !== 'Access-Control-Allow-Headers') },
    code: 'method-not-allowed',
    hints: ['headers-unknown'],
    says: ['whether x-a may be sent shows once the method is allowed'],
  },
  {
    mistake: 'cookies for a page that asks without credentials',
    actual: {
      headers: [...(fine.headers ?? []), ['Set-Cookie', 'sid=1; SameSite=None; Secure']],
    },
    hints: ['cookie-ignored'],
    says: ['"sid" is ignored', "credentials: 'include'"],
  },
];
