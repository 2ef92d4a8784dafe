import type { FailureCode } from '../../src/index.ts';

/** The lines of `Access-Control-Allow-Origin` and `-Credentials`, and what the CORS check makes of them. */
export interface AllowOriginCase {
  readonly allowOrigin: readonly string[];
  readonly allowCredentials?: readonly string[];
  readonly credentials: 'include' | 'omit';
  readonly expected: FailureCode | 'passed';
}

const page = 'https://app.example';

const values: readonly (readonly [value: string, expected: FailureCode | 'passed'])[] = [
  ['*', 'passed'],
  [' *  ', 'passed'],
  ['\t*', 'passed'],
  [page, 'passed'],
  [` ${page} \t`, 'passed'],
  ['', 'allow-origin-mismatch'],
  ['null', 'allow-origin-mismatch'],
  ['**', 'allow-origin-mismatch'],
  ['"*"', 'allow-origin-mismatch'],
  ["'*'", 'allow-origin-mismatch'],
  ['* *', 'allow-origin-mismatch'],
  ['* null', 'allow-origin-mismatch'],
  ['null *', 'allow-origin-mismatch'],
  ['-', 'allow-origin-mismatch'],
  ['*.example', 'allow-origin-mismatch'],
  ['https://*.example', 'allow-origin-mismatch'],
  ['https://*', 'allow-origin-mismatch'],
  ['//app.example', 'allow-origin-mismatch'],
  ['://app.example', 'allow-origin-mismatch'],
  ['app.example', 'allow-origin-mismatch'],
  ['http://app.example', 'allow-origin-mismatch'],
  ['ftp://app.example', 'allow-origin-mismatch'],
  ['https:://app.example', 'allow-origin-mismatch'],
  ['https:/app.example', 'allow-origin-mismatch'],
  ['https:app.example', 'allow-origin-mismatch'],
  [`${page}/`, 'allow-origin-mismatch'],
  [`${page} /`, 'allow-origin-mismatch'],
  [`${page}?`, 'allow-origin-mismatch'],
  [`${page}#`, 'allow-origin-mismatch'],
  [`${page}:443`, 'allow-origin-mismatch'],
  [`${page}.evil.example`, 'allow-origin-mismatch'],
  [`${page} ${page}`, 'allow-origin-mismatch'],
  ['HTTPS://APP.EXAMPLE', 'allow-origin-mismatch'],
  ['HTTPS://app.example', 'allow-origin-mismatch'],
  ['https://App.example', 'allow-origin-mismatch'],
  ['https://www.app.example', 'allow-origin-mismatch'],
  ['https://example', 'allow-origin-mismatch'],
  [`${page}\u00a0`, 'allow-origin-mismatch'],
  [`${page}\u000b`, 'allow-origin-mismatch'],
  [`${page}, *`, 'allow-origin-multiple'],
  [`*, ${page}`, 'allow-origin-multiple'],
  [`${page},`, 'allow-origin-multiple'],
  [`${page}, https://b.example`, 'allow-origin-multiple'],
];

const doubled: readonly (readonly string[])[] = [
  ['', '*'],
  ['*', ''],
  ['*', '*'],
  ['', page],
  ['*', page],
  [page, page],
];

/** (Fetch, "CORS check"; wpt: cors/origin, cors/credentials-flag, cors/basic) */
export const allowOriginCases: readonly AllowOriginCase[] = [
  { allowOrigin: [], credentials: 'omit', expected: 'allow-origin-missing' },
  { allowOrigin: [], credentials: 'include', expected: 'allow-origin-missing' },
  ...values.map(([value, expected]): AllowOriginCase => ({
    allowOrigin: [value],
    credentials: 'omit',
    expected,
  })),
  ...doubled.map((allowOrigin): AllowOriginCase => ({
    allowOrigin,
    credentials: 'omit',
    expected: 'allow-origin-multiple',
  })),
  {
    allowOrigin: ['*'],
    allowCredentials: ['true'],
    credentials: 'include',
    expected: 'allow-origin-wildcard-with-credentials',
  },
  { allowOrigin: [page], allowCredentials: ['true'], credentials: 'include', expected: 'passed' },
  {
    allowOrigin: [page],
    allowCredentials: [' true\t'],
    credentials: 'include',
    expected: 'passed',
  },
  { allowOrigin: [page], credentials: 'include', expected: 'allow-credentials-missing' },
  { allowOrigin: [page], credentials: 'omit', expected: 'passed' },
  { allowOrigin: [page], allowCredentials: ['false'], credentials: 'omit', expected: 'passed' },
  ...[
    '',
    'TRUE',
    'True',
    'false',
    '1',
    'yes',
    'true, true',
    '*',
    '"true"',
    'true\u000b',
    "'true'",
  ].map((value): AllowOriginCase => ({
    allowOrigin: [page],
    allowCredentials: [value],
    credentials: 'include',
    expected: 'allow-credentials-invalid',
  })),
  {
    allowOrigin: [page],
    allowCredentials: ['true', 'true'],
    credentials: 'include',
    expected: 'allow-credentials-invalid',
  },
];
