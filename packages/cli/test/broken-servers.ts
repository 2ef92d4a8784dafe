import type { FailureCode } from '@routecors/user-agent';

import type { HintCode } from '../src/hints/hint.ts';

export interface Answer {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
}

/** A mistake that servers make, a command line that meets it, and what must be said. */
export interface BrokenServer {
  readonly mistake: string;
  readonly args?: readonly string[];
  readonly preflight?: Answer;
  readonly actual?: Answer;
  /** The code of the failing step; `undefined` where the page gets its response all the same. */
  readonly code?: FailureCode;
  readonly hints?: readonly HintCode[];
  /** Words that must stand in the report. */
  readonly says: readonly string[];
}

const page = 'https://app.example';
const put = ['-X', 'PUT', '-H', 'content-type: application/json'];
const grant: readonly (readonly [string, string])[] = [
  ['Access-Control-Allow-Origin', page],
  ['Access-Control-Allow-Methods', 'PUT'],
  ['Access-Control-Allow-Headers', 'content-type'],
  ['Access-Control-Max-Age', '600'],
];
const open: Answer = { headers: [['Access-Control-Allow-Origin', '*']] };
const fine: Answer = {
  headers: [
    ['Access-Control-Allow-Origin', page],
    ['Vary', 'Origin'],
  ],
};
const allow = (...origins: string[]): Answer => ({
  headers: [
    ...origins.map((value) => ['Access-Control-Allow-Origin', value] as const),
    ['Vary', 'Origin'],
  ],
});

export const brokenServers: readonly BrokenServer[] = [
  {
    mistake: 'no CORS at all',
    actual: {},
    code: 'allow-origin-missing',
    says: [
      'no Access-Control-Allow-Origin',
      `Access-Control-Allow-Origin: ${page}`,
      `origin: ['${page}']`,
    ],
  },
  {
    mistake: 'a trailing slash',
    actual: allow(`${page}/`),
    code: 'allow-origin-mismatch',
    says: ['trailing slash'],
  },
  {
    mistake: 'http instead of https',
    actual: allow('http://app.example'),
    code: 'allow-origin-mismatch',
    says: ['The scheme'],
  },
  {
    mistake: 'upper case',
    actual: allow('https://App.Example'),
    code: 'allow-origin-mismatch',
    says: ['The case'],
  },
  {
    mistake: 'another origin, as with one that is configured in one place only',
    actual: allow('https://old.example'),
    code: 'allow-origin-mismatch',
    says: ['"https://old.example"'],
  },
  {
    mistake: 'a pattern sent to the browser',
    actual: allow('https://*.example'),
    code: 'allow-origin-mismatch',
    says: ['Browsers know no patterns'],
  },
  {
    mistake: 'a list of origins',
    actual: allow(`${page}, https://b.example`),
    code: 'allow-origin-multiple',
    says: ['is a list'],
  },
  {
    mistake: 'doubled by a proxy',
    actual: allow(page, page),
    code: 'allow-origin-multiple',
    hints: ['doubled-header'],
    says: ['stands 2 times', 'proxy'],
  },
  {
    mistake: 'a blank header',
    actual: allow(''),
    code: 'allow-origin-mismatch',
    hints: ['blank-header'],
    says: ['blank'],
  },
  {
    mistake: '* with credentials',
    args: ['--credentials'],
    actual: {
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Credentials', 'true'],
      ],
    },
    code: 'allow-origin-wildcard-with-credentials',
    hints: ['wildcard-with-credentials'],
    says: ['credentials: true'],
  },
  {
    mistake: 'no Access-Control-Allow-Credentials',
    args: ['--credentials'],
    actual: fine,
    code: 'allow-credentials-missing',
    says: ['Access-Control-Allow-Credentials: true'],
  },
  {
    mistake: 'Access-Control-Allow-Credentials: True',
    args: ['--credentials'],
    actual: { headers: [...(fine.headers ?? []), ['Access-Control-Allow-Credentials', 'True']] },
    code: 'allow-credentials-invalid',
    hints: ['credentials-ignored'],
    says: ['"True"'],
  },
  {
    mistake: 'authentication before CORS',
    args: put,
    preflight: { status: 401 },
    code: 'allow-origin-missing',
    hints: ['preflight-unauthorized'],
    says: ['401', 'before authentication'],
  },
  {
    mistake: 'authentication that sets CORS headers',
    args: put,
    preflight: { status: 401, headers: grant },
    code: 'preflight-status',
    hints: ['preflight-unauthorized'],
    says: ['answered with 401'],
  },
  {
    mistake: 'OPTIONS not routed',
    args: put,
    preflight: { status: 404, headers: grant },
    code: 'preflight-status',
    says: ['answered with 404'],
  },
  {
    mistake: 'OPTIONS not allowed',
    args: put,
    preflight: { status: 405, headers: grant },
    code: 'preflight-status',
    says: ['answered with 405'],
  },
  {
    mistake: 'a redirect of the preflight to https or a slash',
    args: put,
    preflight: { status: 308, headers: [...grant, ['Location', '/items/']] },
    code: 'preflight-redirect',
    hints: ['preflight-redirected'],
    says: ['"/items/"', 'final URL'],
  },
  {
    mistake: 'the method not listed',
    args: ['-X', 'DELETE'],
    preflight: { headers: grant },
    code: 'method-not-allowed',
    says: ['"PUT", not "DELETE"'],
  },
  {
    mistake: 'the method in lower case',
    args: put,
    preflight: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Methods', 'put'],
      ],
    },
    code: 'method-not-allowed',
    says: ['case-sensitive'],
  },
  {
    mistake: 'patch for PATCH',
    args: ['-X', 'patch'],
    preflight: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Methods', 'PATCH'],
      ],
    },
    code: 'method-not-allowed',
    says: ['"PATCH" is another one'],
  },
  {
    mistake: '* for methods with credentials',
    args: [...put, '--credentials'],
    preflight: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Methods', '*'],
        ['Access-Control-Allow-Headers', 'content-type'],
      ],
    },
    code: 'method-wildcard-with-credentials',
    says: ['does not cover PUT'],
  },
  {
    mistake: 'a header not listed',
    args: [...put, '-H', 'x-request-id: 1'],
    preflight: { headers: grant },
    code: 'header-not-allowed',
    says: ['"x-request-id"', "allowedHeaders: ['x-request-id']"],
  },
  {
    mistake: 'JSON forgotten',
    args: ['-d', '{}', '-H', 'content-type: application/json'],
    preflight: { headers: [['Access-Control-Allow-Origin', page]] },
    code: 'header-not-allowed',
    says: ['"content-type"'],
  },
  {
    mistake: '* for Authorization',
    args: ['-H', 'authorization: Bearer x'],
    preflight: {
      headers: [
        ['Access-Control-Allow-Origin', '*'],
        ['Access-Control-Allow-Headers', '*'],
      ],
    },
    code: 'authorization-not-listed',
    says: ['never covers Authorization'],
  },
  {
    mistake: 'a quoted list',
    args: put,
    preflight: {
      headers: [
        ['Access-Control-Allow-Origin', page],
        ['Access-Control-Allow-Methods', '"PUT"'],
      ],
    },
    code: 'allow-methods-malformed',
    says: ['no list of names'],
  },
  {
    mistake: 'CORS on the preflight only',
    args: put,
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
    mistake: 'a preflight that is not remembered',
    args: ['-X', 'PUT'],
    preflight: { headers: grant.slice(0, 2) },
    actual: fine,
    hints: ['preflight-not-cacheable'],
    says: ['There is no Access-Control-Max-Age'],
  },
  {
    mistake: 'a max-age that is no number',
    args: ['-X', 'PUT'],
    preflight: { headers: [...grant.slice(0, 2), ['Access-Control-Max-Age', '10m']] },
    actual: fine,
    hints: ['preflight-not-cacheable'],
    says: ['"10m"'],
  },
  {
    mistake: 'preflight headers on the response',
    actual: { headers: [...(open.headers ?? []), ['Access-Control-Allow-Methods', 'PUT']] },
    hints: ['preflight-headers-on-response'],
    says: ['only the answer to OPTIONS counts'],
  },
  {
    mistake: 'exposing on the preflight',
    args: put,
    preflight: { headers: [...grant, ['Access-Control-Expose-Headers', 'x-a']] },
    actual: fine,
    hints: ['expose-headers-on-preflight'],
    says: ['with the response itself'],
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
    args: put,
    preflight: { headers: grant },
    actual: fine,
    hints: [],
    says: ['✓ allowed'],
  },
];
