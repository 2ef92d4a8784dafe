import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import type { Report } from '../src/report.ts';
import { run } from '../src/run.ts';
import type { Answer } from './broken-servers/broken-server.ts';
import { origins } from './broken-servers/origins.ts';
import { preflights } from './broken-servers/preflights.ts';
import { responses } from './broken-servers/responses.ts';
import { type RawServer, listenFor } from './raw-server.ts';
import { from, routecors } from './routecors.ts';

let server: RawServer;
let preflight: Answer = {};
let actual: Answer = {};

beforeAll(async () => {
  server = await listenFor(() => ({ preflight, actual }));
});
afterAll(() => server.close());

const granted: Answer = {
  headers: [
    ['Access-Control-Allow-Origin', 'https://app.example'],
    ['Access-Control-Allow-Credentials', 'true'],
    ['Access-Control-Allow-Headers', 'x-a'],
    ['Access-Control-Allow-Methods', 'PUT, DELETE'],
    ['Access-Control-Max-Age', '600'],
  ],
};

describe('check, against servers that are broken on purpose', () => {
  test.each([...origins, ...preflights, ...responses])('$mistake', async (broken) => {
    const { args = [], code, hints, says } = broken;
    preflight = broken.preflight ?? {};
    actual = broken.actual ?? {};
    const command = ['check', server.url, ...(args.includes('--from') ? [] : from), ...args];
    const { status, out } = await routecors(...command);
    expect(status).toBe(code === undefined ? 0 : 1);
    for (const words of says) expect(out).toContain(words);

    const json = await routecors(...command, '--json');
    const report = JSON.parse(json.out) as Report;
    expect(json.status).toBe(status);
    expect(report.outcome).toMatch(code === undefined ? /allowed$/ : /^blocked$/);
    expect(report.trace.failed?.code).toBe(code);
    expect(report.cause?.code).toBe(broken.cause);
    if (report.cause) expect(out.indexOf(report.cause.message)).toBeLessThan(out.indexOf('Steps'));
    if (hints !== undefined) {
      // The page is a public one and the server of this test on this machine, every time.
      const others = report.hints.filter((hint) => hint.code !== 'local-network');
      expect(others.map((hint) => hint.code)).toEqual(hints);
    }
    // Whatever fails says what to do, for routecors and for everybody.
    if (report.trace.failed !== null) {
      expect(report.trace.failed.fix.general.length).toBeGreaterThan(20);
      expect(report.trace.failed.fix.routecors.length).toBeGreaterThan(20);
    }
  });
});

/** Whether a request is the second question, whether a server says yes to everybody. */
const isStranger = (head: string): boolean => head.includes('https://stranger.invalid');

describe('a server that lets cookies in', () => {
  const grantTo = (origin: string): Answer => ({
    headers: [
      ['Access-Control-Allow-Origin', origin],
      ['Access-Control-Allow-Credentials', 'true'],
      ['Access-Control-Allow-Methods', 'PUT'],
      ['Vary', 'Origin'],
    ],
  });

  test.each([
    ['GET', []],
    ['PUT', ['-X', 'PUT']],
    ['PUT, sent', ['-X', 'PUT', '--send']],
  ])('is asked once more by a stranger, and never changed by that: %s', async (_, args) => {
    const reflecting = await listenFor((head) => {
      const origin = /^origin: (.*)$/im.exec(head)?.[1] ?? '';
      return { preflight: grantTo(origin), actual: grantTo(origin) };
    });
    try {
      const { out } = await routecors('check', reflecting.url, ...from, '--credentials', ...args);
      expect(out).toContain('Any site can act as your visitors');
      const second = reflecting.requests.filter(isStranger);
      expect(second.map((head) => head.split(' ', 1)[0])).toEqual([
        args.length === 0 ? 'GET' : 'OPTIONS',
      ]);
    } finally {
      await reflecting.close();
    }
    preflight = grantTo('https://app.example');
    actual = preflight;
    const honest = await routecors('check', server.url, ...from, '--credentials', ...args);
    expect(honest.out).not.toContain('any-origin-reflected');
  });
});

describe('what is sent', () => {
  const sent = async (...args: string[]): Promise<string[]> => {
    const before = server.requests.length;
    await routecors('check', server.url, ...from, ...args);
    return server.requests
      .slice(before)
      .filter((head) => !isStranger(head))
      .map((head) => head.split(' ', 1)[0] ?? '');
  };

  test('with --send, all that the page would', async () => {
    preflight = granted;
    actual = granted;
    const before = server.requests.length;
    const cookie = ['--cookie', 'a=1; Secure; SameSite=None'];
    const args = ['-X', 'put', '-H', 'x-a:  b', '-d', 'body', '--credentials', '--send', ...cookie];
    await routecors('check', server.url, ...from, ...args);
    const [first, second] = server.requests.slice(before);
    expect(first).toMatch(
      /^OPTIONS \/items HTTP\/1\.1\r\n[^]*Access-Control-Request-Headers: x-a\r\n/,
    );
    expect(second).toMatch(
      /^PUT \/items HTTP\/1\.1\r\n[^]*x-a: b\r\n[^]*Cookie: a=1\r\n[^]*\r\n\r\nbody$/,
    );
  });

  test('without, nothing that could change the server', async () => {
    preflight = granted;
    actual = granted;
    expect(await sent('-X', 'DELETE')).toEqual(['OPTIONS']);
    expect(await sent('-X', 'DELETE', '--send')).toEqual(['OPTIONS', 'DELETE']);
    expect(await sent('-d', 'x', '-H', 'x-a: 1')).toEqual(['OPTIONS']);
    expect(await sent('-H', 'x-a: 1')).toEqual(['OPTIONS', 'GET']);
    expect(await sent('-X', 'HEAD')).toEqual(['HEAD']);
    expect(await sent('-d', 'x')).toEqual([]);
  });

  test('what was not sent is said, and what nobody looked at', async () => {
    preflight = granted;
    actual = {};
    const args = ['check', server.url, ...from, '-X', 'DELETE', '--credentials'];
    const { status, out } = await routecors(...args);
    expect(status).toBe(0);
    expect(out).toMatch(/^✓ preflight allowed {2}DELETE /);
    expect(out).toContain(
      'The DELETE was not sent: it might change something. So nobody looked at',
    );
    expect(out).toContain('Access-Control-Allow-Origin on the response, on errors too');
    expect(out).toContain('Access-Control-Allow-Credentials: true');
    expect(out).toContain('Add --send');
    // Steps are those that were taken.
    expect(out).not.toContain('✗');

    const report = JSON.parse((await routecors(...args, '--json')).out) as Report;
    expect(report).toMatchObject({
      outcome: 'preflight-allowed',
      notSent: { method: 'DELETE', url: server.url },
      trace: { failed: null },
    });
    expect(report.notSent?.unchecked).toHaveLength(3);
    expect((await routecors(...args, '--send')).status).toBe(1);
  });

  test('a POST without a preflight leaves nothing to ask: status 2', async () => {
    const { status, out, err } = await routecors('check', server.url, ...from, '-d', 'x');
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain('POST without a preflight');
    expect(err).toContain('--send');
  });

  test('a redirect does not smuggle a request past', async () => {
    preflight = granted;
    actual = {
      status: 307,
      headers: [...(granted.headers ?? []), ['Location', '/elsewhere']],
    };
    // The POST of the page's own origin goes out without a preflight, there and anywhere.
    const own = new URL(server.url).origin;
    const { status } = await routecors('check', server.url, '--from', own, '-d', 'x');
    expect(status).toBe(2);
  });

  test('headers that no page can set are dropped, and that is said', async () => {
    preflight = granted;
    actual = granted;
    const args = ['-H', 'Cookie: a=1', '-H', 'origin: https://evil.example', '-H', 'x-a:'];
    const { status, out } = await routecors('check', server.url, ...from, ...args);
    expect(status).toBe(0);
    expect(out).toContain('No page can set Cookie');
    expect(out).toContain('--cookie and --credentials');
    expect(out).toContain('No page can set origin');
    const last = server.requests.findLast((head) => !isStranger(head));
    expect(last).toContain('\r\nOrigin: https://app.example\r\n');
    expect(last).not.toContain('evil');
    expect(last).toContain('\r\nx-a: \r\n');
  });
});

describe('what is printed', () => {
  test('colours are for terminals', async () => {
    actual = {};
    let out = '';
    const terminal = { out: (text: string) => (out += text), err: () => undefined, color: true };
    await run(['check', server.url, ...from], terminal);
    expect(out).toContain('\u001b[31m✗ blocked\u001b[39m');
    expect((await routecors('check', server.url, ...from)).out).not.toContain('\u001b');
  });

  // Every place where a server's words can end up: values, names of hints, the status line, the target.
  const hostile = '\u001b]0;owned\u0007\u009b31m';
  const servers: readonly (readonly [string, string[], Answer])[] = [
    ['an origin', [], { headers: [['Access-Control-Allow-Origin', hostile]] }],
    ['a preflight redirect', ['-X', 'PUT'], { status: 302, headers: [['Location', hostile]] }],
    [
      'lists and Vary',
      ['-X', 'PUT'],
      {
        headers: [
          ...(granted.headers ?? []),
          ['Vary', hostile],
          ['Access-Control-Allow-Headers', hostile],
          ['Access-Control-Max-Age', hostile],
          ['Access-Control-Allow-Credentials', hostile],
        ],
      },
    ],
    [
      'a response',
      [],
      {
        status: 302,
        headers: [
          ['Access-Control-Allow-Origin', 'https://app.example'],
          ['Vary', hostile],
          ['Access-Control-Expose-Headers', hostile],
          ['Location', `https://localhost:1/${hostile}`],
        ],
      },
    ],
  ];
  test.each(servers)('a server cannot write to the terminal: %s', async (_name, args, answer) => {
    preflight = answer;
    actual = answer;
    for (const more of [[], ['--json']]) {
      const { out } = await routecors('check', server.url, ...from, ...args, ...more);
      // oxlint-disable-next-line no-control-regex -- that there is none is the point
      expect(out).not.toMatch(/[\0-\x09\x0b-\x1f\x7f-\x9f]/);
      expect(out).toContain('owned');
    }
  });
});
