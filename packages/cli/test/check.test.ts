import { type AddressInfo, type Server, createServer } from 'node:net';

import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';

import type { Report } from '../src/report.ts';
import { run } from '../src/run.ts';
import { type Answer, brokenServers } from './broken-servers.ts';

let server: Server;
let url: string;
let preflight: Answer = {};
let actual: Answer = {};
let requests: string[] = [];

beforeAll(async () => {
  // A socket, because no HTTP library sends some of these mistakes.
  server = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.once('data', (data) => {
      const head = data.toString('latin1');
      requests.push(head);
      const { status = 200, headers = [] } = head.startsWith('OPTIONS ') ? preflight : actual;
      const lines = headers.map(([name, value]) => `${name}: ${value}\r\n`).join('');
      socket.end(
        `HTTP/1.1 ${status} Reason\r\n${lines}Content-Length: 0\r\nConnection: close\r\n\r\n`,
      );
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/items`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

beforeEach(() => {
  requests = [];
});

async function routecors(...args: string[]): Promise<{ status: number; out: string; err: string }> {
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    color: false,
  };
  const status = await run(args, terminal);
  return { status, out, err };
}

const from = ['--from', 'https://app.example'];

describe('check, against servers that are broken on purpose', () => {
  test.each(brokenServers)('$mistake', async ({ args = [], code, hints, says, ...answers }) => {
    preflight = answers.preflight ?? {};
    actual = answers.actual ?? {};
    const { status, out } = await routecors('check', url, ...from, ...args);
    expect(status).toBe(code === undefined ? 0 : 1);
    for (const words of says) expect(out).toContain(words);

    const json = await routecors('check', url, ...from, ...args, '--json');
    const report = JSON.parse(json.out) as Report;
    expect(json.status).toBe(status);
    expect(report.allowed).toBe(code === undefined);
    expect(report.trace.failed?.code).toBe(code);
    if (hints !== undefined) expect(report.hints.map((hint) => hint.code)).toEqual(hints);
    // Whatever fails says what to do, for routecors and for everybody.
    if (report.trace.failed !== null) {
      expect(report.trace.failed.fix.general.length).toBeGreaterThan(20);
      expect(report.trace.failed.fix.routecors.length).toBeGreaterThan(20);
    }
  });
});

describe('check', () => {
  test('sends what the page would', async () => {
    preflight = {
      headers: [
        ['Access-Control-Allow-Origin', 'https://app.example'],
        ['Access-Control-Allow-Credentials', 'true'],
        ['Access-Control-Allow-Headers', 'x-a'],
        ['Access-Control-Allow-Methods', 'PUT'],
      ],
    };
    actual = preflight;
    const cookie = ['--cookie', 'a=1; Secure; SameSite=None'];
    await routecors(
      'check',
      url,
      ...from,
      '-X',
      'put',
      '-H',
      'x-a:  b',
      '-d',
      'body',
      '--credentials',
      ...cookie,
    );
    expect(requests[0]).toMatch(
      /^OPTIONS \/items HTTP\/1\.1\r\n[^]*Access-Control-Request-Headers: x-a\r\n/,
    );
    expect(requests[1]).toMatch(
      /^PUT \/items HTTP\/1\.1\r\n[^]*x-a: b\r\n[^]*Cookie: a=1\r\n[^]*\r\n\r\nbody$/,
    );
  });

  const usage: readonly (readonly [name: string, args: readonly string[], says: string])[] = [
    ['no URL', ['check', ...from], 'Which URL?'],
    ['two URLs', ['check', 'http://a/', 'http://b/', ...from], 'One URL at a time'],
    [
      'no scheme',
      ['check', 'api.example/items', ...from],
      'Write it out: https://api.example/items',
    ],
    ['another scheme', ['check', 'ftp://api.example', ...from], 'no http: or https: URL'],
    ['no page', ['check', 'http://a/'], 'From which page?'],
    [
      'an address for an origin',
      ['check', 'http://a/', '--from', 'https://app.example/page'],
      'Did you mean https://app.example?',
    ],
    [
      'a host for an origin',
      ['check', 'http://a/', '--from', 'app.example'],
      'scheme, host and port',
    ],
    ['an unknown option', ['check', 'http://a/', '--nope'], '--nope'],
    ['a header without a colon', ['check', 'http://a/', ...from, '-H', 'x'], "Write 'name: value'"],
    [
      'a forbidden method',
      ['check', 'http://a/', ...from, '-X', 'TRACE'],
      'No page can send TRACE',
    ],
    ['a header that no message can carry', ['check', 'http://a/', ...from, '-H', 'a b: c'], 'a b'],
    [
      'a redirect mode',
      ['check', 'http://a/', ...from, '--redirect', 'x'],
      'follow, error or manual',
    ],
    ['a timeout', ['check', 'http://a/', ...from, '--timeout', '0'], '--timeout 0'],
    ['an unknown command', ['chek'], 'There is no command "chek"'],
    ['lint without a file', ['lint'], 'Which file?'],
  ];
  test.each(usage)('%s: status 2, and a word on stderr', async (_name, args, says) => {
    const { status, out, err } = await routecors(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).toContain('Try routecors --help.');
  });

  test('a server that is not there: status 2', async () => {
    const { status, out } = await routecors('check', 'http://127.0.0.1:9999/', ...from);
    expect(status).toBe(2);
    expect(out).toContain('✗ no answer');
    expect(out).toContain('ECONNREFUSED');
  });

  test('help: status 0; nothing: the same text, status 2', async () => {
    const help = await routecors('--help');
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(help.out).toContain(
      'routecors check https://api.example/items --from https://app.example',
    );
    expect(await routecors('check', '-h')).toEqual(help);
    expect(await routecors()).toEqual({ ...help, status: 2 });
  });

  test('colours are for terminals', async () => {
    actual = {};
    let out = '';
    const terminal = { out: (text: string) => (out += text), err: () => undefined, color: true };
    await run(['check', url, ...from], terminal);
    expect(out).toContain('\u001b[31m✗ blocked\u001b[39m');
    expect((await routecors('check', url, ...from)).out).not.toContain('\u001b');
  });

  test('a server cannot write to the terminal', async () => {
    actual = {
      headers: [
        ['Access-Control-Allow-Origin', '\u009b31mred'],
        ['X-\u0041', '\u009b2J'],
        ['Location', '\u009b2J'],
      ],
    };
    const { out } = await routecors('check', url, ...from);
    // oxlint-disable-next-line no-control-regex -- that there is none is the point
    expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
    expect(out).toContain('\\u009b31mred');
  });
});
