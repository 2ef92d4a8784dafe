import { expect, test } from 'vitest';

import { judge } from '../../src/blocked/judge.ts';
import { readHar } from '../../src/blocked/read-har.ts';

const list = (headers: Readonly<Record<string, string>>) =>
  Object.entries(headers).map(([name, value]) => ({ name, value }));

function entry(
  method: string,
  url: string,
  request: Readonly<Record<string, string>>,
  status: number,
  response: Readonly<Record<string, string>> = {},
) {
  return {
    request: { method, url, headers: list(request) },
    response: { status, statusText: '', headers: list(response) },
  };
}

const url = 'https://api.example/items';
const Origin = 'https://app.example';
const allow = { 'access-control-allow-origin': Origin };
const asked = { Origin, 'Access-Control-Request-Method': 'PUT' };

test.each([
  ['a file', (entries: unknown) => ({ log: { entries } })],
  ['a log', (entries: unknown) => ({ entries })],
  ['a list', (entries: unknown) => entries],
  ['one entry', (entries: unknown) => (entries as unknown[])[0]],
])('reads %s', (_name, wrap) => {
  const questions = readHar(JSON.stringify(wrap([entry('GET', url, { Origin }, 200, allow)])));
  expect(questions).toMatchObject([
    {
      url,
      origin: Origin,
      method: 'GET',
      headers: '',
      response: `HTTP/1.1 200\naccess-control-allow-origin: ${Origin}`,
    },
  ]);
});

test('a preflight goes with its request, wherever it stands', async () => {
  const put = entry('PUT', url, { Origin, 'content-type': 'text/plain' }, 200, allow);
  const preflight = entry('OPTIONS', url, asked, 204, {
    ...allow,
    'access-control-allow-methods': 'PUT',
  });
  const other = entry('OPTIONS', url, { ...asked, 'Access-Control-Request-Method': 'DELETE' }, 403);
  for (const entries of [
    [preflight, other, put],
    [put, other, preflight],
  ]) {
    const questions = readHar(JSON.stringify(entries));
    expect(questions).toHaveLength(1);
    expect(questions.map(({ preflight: text }) => text.split('\n')[0])).toEqual(['HTTP/1.1 204']);
    for (const question of questions) expect((await judge(question)).outcome).toBe('readable');
  }
});

test('what follows redirects goes with the first request', async () => {
  const questions = readHar(
    JSON.stringify([
      entry('GET', url, { Origin }, 302, { ...allow, location: '/b' }),
      entry('GET', 'https://api.example/b', { Origin }, 302, { ...allow, location: '/c' }),
      entry('GET', 'https://api.example/c', { Origin }, 200),
    ]),
  );
  expect(questions).toHaveLength(1);
  const verdict = await judge(questions[0] as (typeof questions)[number]);
  expect(verdict).toMatchObject({ outcome: 'blocked', failed: { url: 'https://api.example/c' } });
});

test('keeps what page script sets, and drops what browsers add', () => {
  const sent = {
    ':authority': 'api.example',
    accept: '*/*',
    'accept-encoding': 'br',
    authorization: 'Bearer x',
    'cache-control': 'no-cache',
    'content-length': '2',
    cookie: 'a=b',
    'if-none-match': '"x"',
    origin: Origin,
    pragma: 'no-cache',
    priority: 'u=1',
    referer: `${Origin}/`,
    'sec-fetch-mode': 'cors',
    'user-agent': 'x',
    'x-a': '1',
  };
  expect(readHar(JSON.stringify(entry('GET', url, sent, 200)))).toMatchObject([
    { headers: 'authorization: Bearer x\nx-a: 1', credentials: 'include' },
  ]);
});

test('calls across origins come first, and a Referer stands in for Origin', () => {
  const questions = readHar(
    JSON.stringify([
      entry('GET', `${Origin}/own`, { referer: `${Origin}/page` }, 200),
      entry('GET', url, { origin: Origin }, 200),
    ]),
  );
  expect(questions.map((each) => [each.url, each.origin])).toEqual([
    [url, Origin],
    [`${Origin}/own`, Origin],
  ]);
});

test('a response that the browser has kept to itself is asked for', async () => {
  const [question] = readHar(JSON.stringify(entry('GET', url, { Origin }, 0)));
  expect(question?.response).toBe('');
  expect(question && (await judge(question))).toMatchObject({ outcome: 'unanswered' });
});

test.each([
  ['', /^The HAR is no JSON/],
  ['[]', /^The HAR has no entry/],
  ['{}', /^Entry 0 of the HAR has no request/],
  ['[{"request":{"method":"GET","url":"x"}}]', /^Entry 0 of the HAR has no request/],
])('refuses %j', (text, message) => {
  expect(() => readHar(text)).toThrow(message);
});

test('takes no longer than a moment for entries without end', () => {
  const entries = Array.from({ length: 30_000 }, () =>
    entry('GET', url, { Origin }, 302, { location: url }),
  );
  const start = performance.now();
  readHar(JSON.stringify(entries));
  expect(performance.now() - start).toBeLessThan(5_000);
});
