import { type BrokenServer, allow, fine, page } from './broken-server.ts';

/** Mistakes in `Access-Control-Allow-Origin` and `-Credentials`. */
export const origins: readonly BrokenServer[] = [
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
    cause: 'answer-of-another-origin',
    says: [
      'This is the answer to another page: it allows "https://old.example"',
      'A cache in between',
    ],
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
    mistake: 'localhost for 127.0.0.1',
    args: ['--from', 'http://localhost:3000'],
    actual: allow('http://127.0.0.1:3000'),
    code: 'allow-origin-mismatch',
    hints: ['loopback-names'],
    says: ['127.0.0.1 and localhost are one machine, and two origins'],
  },
];
