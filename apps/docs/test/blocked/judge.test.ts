import { expect, test } from 'vitest';

import { judge } from '../../src/blocked/judge.ts';
import { type Question, emptyQuestion } from '../../src/blocked/question.ts';

const page: Question = {
  ...emptyQuestion,
  url: 'https://api.example/items',
  origin: 'https://app.example',
};
const put: Question = { ...page, method: 'PUT', headers: 'content-type: application/json' };
const granted = `HTTP/2 204
access-control-allow-origin: https://app.example
access-control-allow-methods: GET, PUT
access-control-allow-headers: content-type`;
const ok = 'HTTP/1.1 200 OK\r\nAccess-Control-Allow-Origin: https://app.example\r\n\r\n{}';

/** What is pasted, and which step fails with which code; `undefined` where the page may read. */
const blocked: readonly (readonly [
  name: string,
  question: Question,
  step: string | undefined,
  code: string,
])[] = [
  ['a granted GET', { ...page, response: ok }, undefined, ''],
  ['a bare answer', { ...page, response: 'HTTP/1.1 200 OK' }, 'cors-check', 'allow-origin-missing'],
  [
    "somebody else's origin",
    { ...page, response: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: https://a.example' },
    'cors-check',
    'allow-origin-mismatch',
  ],
  [
    '* with cookies',
    {
      ...page,
      credentials: 'include',
      response: 'HTTP/1.1 200 OK\nAccess-Control-Allow-Origin: *',
    },
    'cors-check',
    'allow-origin-wildcard-with-credentials',
  ],
  [
    'cookies not allowed',
    { ...page, credentials: 'include', response: ok },
    'cors-check',
    'allow-credentials-missing',
  ],
  ['a granted PUT', { ...put, preflight: granted, response: ok }, undefined, ''],
  [
    'a PUT that is not granted',
    { ...put, preflight: granted.replace('GET, PUT', 'GET') },
    'cors-preflight-fetch',
    'method-not-allowed',
  ],
  [
    'a header that is not granted',
    { ...put, headers: 'x-a: 1', preflight: granted },
    'cors-preflight-fetch',
    'header-not-allowed',
  ],
  [
    'a preflight without a route',
    { ...put, preflight: 'HTTP/1.1 404 Not Found\nAccess-Control-Allow-Origin: *' },
    'cors-preflight-fetch',
    'preflight-status',
  ],
  [
    'a redirect to an answer',
    {
      ...page,
      response: `HTTP/1.1 302 Found\nLocation: https://api.example/b\nAccess-Control-Allow-Origin: *\n\nmoved\n${ok}`,
    },
    undefined,
    '',
  ],
  [
    'plain http from a page of https',
    { ...page, url: 'http://api.example/' },
    'main-fetch',
    'mixed-content',
  ],
  [
    'Authorization behind *, by the standard',
    {
      ...put,
      headers: 'authorization: Bearer x',
      preflight: granted.replace('headers: content-type', 'headers: *'),
    },
    'cors-preflight-fetch',
    'authorization-not-listed',
  ],
  [
    'Authorization behind *, in Firefox',
    {
      ...put,
      browser: 'firefox',
      headers: 'authorization: Bearer x',
      preflight: granted.replace('headers: content-type', 'headers: *'),
      response: ok,
    },
    undefined,
    '',
  ],
];

test.each(blocked)('%s', async (_name, question, step, code) => {
  const verdict = await judge(question);
  expect(verdict.outcome).toBe(step === undefined ? 'readable' : 'blocked');
  if (verdict.outcome !== 'blocked') return;
  expect([verdict.failed.step, verdict.failed.code]).toEqual([step, code]);
  expect(verdict.steps.at(-1)).toBe(verdict.failed);
  expect(verdict.fix.general).not.toBe('');
});

test('the cause comes before the step that shows it', async () => {
  const verdict = await judge({ ...page, response: 'HTTP/1.1 502 Bad Gateway\nserver: nginx' });
  expect(verdict).toMatchObject({ outcome: 'blocked', failed: { step: 'cors-check' } });
  expect(verdict.outcome === 'blocked' && verdict.message).toMatch(/502/);
});

/** What is missing, and the command that asks for it. */
const unanswered: readonly (readonly [
  name: string,
  question: Question,
  during: string,
  command: string,
])[] = [
  [
    'a GET',
    page,
    'actual',
    "curl -i 'https://api.example/items' \\\n  -H 'Origin: https://app.example'",
  ],
  [
    'a preflight',
    { ...put, response: ok },
    'preflight',
    `curl -i -X OPTIONS 'https://api.example/items' \\
  -H 'Access-Control-Request-Method: PUT' \\
  -H 'Access-Control-Request-Headers: content-type' \\
  -H 'Origin: https://app.example'`,
  ],
  [
    'what follows a preflight',
    { ...put, preflight: granted },
    'actual',
    `curl -i -X PUT 'https://api.example/items' \\
  -H 'content-type: application/json' \\
  -H 'Origin: https://app.example'`,
  ],
  [
    'the target of a redirect, with a quote in its URL and in a header',
    {
      ...page,
      headers: "accept: it's",
      response: "HTTP/1.1 302 Found\nLocation: /it's\nAccess-Control-Allow-Origin: *",
    },
    'actual',
    `curl -i 'https://api.example/it'\\''s' \\\n  -H 'Origin: https://app.example'`,
  ],
  [
    'HEAD',
    { ...page, method: 'HEAD' },
    'actual',
    "curl -i --head 'https://api.example/items' \\\n  -H 'Origin: https://app.example'",
  ],
];

test.each(unanswered)('asks for %s', async (_name, question, during, command) => {
  const verdict = await judge(question);
  expect(verdict).toMatchObject({ outcome: 'unanswered', during, command });
  expect(verdict.steps.every(({ outcome }) => outcome === 'passed')).toBe(true);
});

test.each([
  ['an origin without Vary', { ...page, response: ok }, ['vary-missing']],
  [
    'a header that is not exposed',
    {
      ...page,
      response: `${ok.trimEnd().replace('\r\n\r\n{}', '')}\r\nVary: Origin\r\nX-Total-Count: 3`,
    },
    ['header-not-exposed'],
  ],
  [
    'a preflight that nobody remembers',
    { ...put, preflight: granted },
    ['preflight-not-cacheable'],
  ],
  ['nothing', page, []],
])('hints at %s', async (_name, question, codes) => {
  const { hints } = await judge(question);
  expect(hints.map(({ code }) => code)).toEqual(codes);
});

test('says that an answer to a preflight was not looked at', async () => {
  const verdict = await judge({ ...page, preflight: granted, response: ok });
  expect(verdict.note).toMatch(/No preflight is due/);
});

test.each([
  ['a blank URL', { ...page, url: ' ' }, /^URL is blank/],
  ['half a URL', { ...page, url: '/items' }, /^URL is "\/items"/],
  ['a trailing slash', { ...page, origin: 'https://app.example/' }, /^The page's origin: /],
  ['no origin', { ...page, origin: '' }, /^The page's origin: /],
  ['a header without colon', { ...page, headers: 'a: 1\nb' }, /^Headers, line 2: "b"/],
  ['a body alone', { ...page, response: '{"a":1}' }, /^The response has no line such as/],
  [
    'a broken head',
    { ...page, response: 'HTTP/1.1 200 OK\nno header' },
    /^The response, line 2: "no header" is no "Name: value"/,
  ],
  ['too much', { ...page, response: 'x'.repeat(1_000_001) }, /^The response has 1000001 char/],
])('refuses %s', async (_name, question, message) => {
  await expect(judge(question)).rejects.toThrow(message);
});
