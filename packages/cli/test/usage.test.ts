import { createRequire } from 'node:module';

import { describe, expect, test } from 'vitest';

import { wantsColor } from '../src/terminal.ts';
import { from, routecors } from './routecors.ts';

const check = (...args: string[]): string[] => ['check', 'http://localhost:1/', ...args];

describe('bad usage: status 2, and on stderr what is wrong, where, and what to write', () => {
  const usage: readonly (readonly [name: string, args: readonly string[], says: string])[] = [
    ['no URL', ['check', ...from], 'Which URL?'],
    ['two URLs', ['check', 'http://a/', 'http://b/', ...from], 'One URL at a time'],
    ['no scheme', ['check', 'a.example/x', ...from], 'Write it out: https://a.example/x'],
    ['no scheme here', ['check', 'localhost:8080/x', ...from], 'http://localhost:8080/x'],
    ['another scheme', ['check', 'ftp://api.example', ...from], 'no http: or https: URL'],
    ['no URL at all', ['check', 'http://[::1', ...from], '"http://[::1" is no URL'],
    ['a password in the URL', ['check', 'http://u:p@a/', ...from], "-H 'authorization: Basic"],
    ['no page', check(), 'From which page?'],
    ['a page', check('--from', 'https://app.example/page'), 'Did you mean https://app.example?'],
    ['a slash', check('--from', 'https://app.example/'), 'Did you mean https://app.example?'],
    ['upper case', check('--from', 'HTTPS://App.Example'), 'Did you mean https://app.example?'],
    ['a default port', check('--from', 'https://a.example:443'), 'Did you mean https://a.example?'],
    ['an IDN', check('--from', 'https://bücher.example'), 'https://xn--bcher-kva.example?'],
    ['a host', check('--from', 'app.example'), 'scheme, host and port'],
    ['any origin', check('--from', '*'), '* is what a server answers'],
    ['a file', check('--from', 'file:///index.html'), '--from null'],
    ['an unknown option', check('--nope'), 'There is no option --nope.'],
    ['a mistyped option', check('--form', 'https://a'), 'Did you mean --from?'],
    ['an option without its value', check('--from'), '--from'],
    ['a header without a colon', check(...from, '-H', 'x'), "Write 'name: value'"],
    ['a header without a name', check(...from, '-H', ': x'), "Write 'name: value'"],
    ['a name that is none', check(...from, '-H', 'a b: c'), '"a b" is no name of a header'],
    ['a value beyond Latin-1', check(...from, '-H', 'a: 5 €'), 'a value cannot hold "€"'],
    ['a value of two lines', check(...from, '-H', 'a: b\r\nc: d'), 'Latin-1 on one line'],
    ['a forbidden method', check(...from, '-X', 'TRACE'), 'No page can send TRACE'],
    ['a method that is none', check(...from, '-X', 'A B'), '"A B" is no HTTP method'],
    ['a body of a GET', check(...from, '-X', 'GET', '-d', 'x'), 'leave out -d'],
    ['a redirect mode', check(...from, '--redirect', 'x'), 'follow, error or manual'],
    ['a timeout', check(...from, '--timeout', '0'), '--timeout 0'],
    ['no cookie', check(...from, '--cookie', 'sid'), "Write 'name=value'"],
    ['a lost cookie', check(...from, '--cookie', 'a=1; SameSite=None'), "Add '; Secure'"],
    ['a mistyped command', ['chek'], 'Did you mean routecors check?'],
    ['a URL for a command', ['https://a/'], 'Did you mean routecors check https://a/?'],
    ['an unknown command', ['xyzzy'], 'There is no command "xyzzy".'],
    ['lint without a file', ['lint'], 'Which file?'],
    ['lint of two files', ['lint', 'a', 'b'], 'One file at a time'],
    ['migrate of two paths', ['migrate', 'a', 'b'], 'One path at a time'],
    ['migrate of nothing', ['migrate', '/no/such/folder'], 'no such file or folder'],
    ['migrate with a mistyped option', ['migrate', '--wirte'], 'Did you mean --write?'],
    ['origins of what', ['origins'], 'routecors origins sql'],
    ['origins of too much', ['origins', 'sql', 'x'], 'x is too much'],
    ['a table without a name', ['origins', 'sql', '--table', 'a.'], '--table "" is no name'],
    ['a table too deep', ['origins', 'sql', '--table', 'a.b.c'], 'a schema and a name'],
    ['a long table', ['origins', 'sql', '--table', 't'.repeat(57)], '56 are the most'],
    ['a long channel', ['origins', 'sql', '--channel', 'é'.repeat(32)], '63 are the most'],
  ];
  test.each(usage)('%s', async (_name, args, says) => {
    const { status, out, err } = await routecors(...args);
    expect([status, out]).toEqual([2, '']);
    expect(err).toContain(says);
    expect(err).toMatch(/\nTry routecors (?:check |lint |migrate |origins |suggest )?--help\.\n$/);
  });
});

describe('help and version', () => {
  test('each command has its own', async () => {
    const help = await routecors('--help');
    expect(help).toMatchObject({ status: 0, err: '' });
    expect(help.out).toContain('routecors check URL --from ORIGIN');
    const own = await routecors('check', '-h');
    expect(own.status).toBe(0);
    expect(own.out).toContain('It changes nothing on the server');
    expect(await routecors('help', 'check')).toEqual(own);
    expect(await routecors('help', 'origins')).toEqual(await routecors('origins', '--help'));
    expect(await routecors('help', 'migrate')).toEqual(await routecors('migrate', '--help'));
    expect(await routecors('help', 'lint')).toEqual(await routecors('lint', '--help'));
  });

  test('no command: the help on stderr, status 2', async () => {
    const { out } = await routecors('--help');
    expect(await routecors()).toEqual({ status: 2, out: '', err: out });
  });

  test('the version is that of the package', async () => {
    const { version } = createRequire(import.meta.url)('../package.json') as { version: string };
    expect(await routecors('--version')).toEqual({ status: 0, out: `${version}\n`, err: '' });
  });
});

test.each([
  [{}, true, true],
  [{}, false, false],
  [{ NO_COLOR: '1' }, true, false],
  [{ NO_COLOR: '' }, true, true],
  [{ TERM: 'dumb' }, true, false],
  [{ FORCE_COLOR: '1' }, false, true],
  [{ FORCE_COLOR: '0' }, true, false],
  [{ FORCE_COLOR: '1', NO_COLOR: '1' }, false, true],
])('colours with %o on a terminal (%s): %s', (env, isTerminal, expected) => {
  expect(wantsColor(env, isTerminal)).toBe(expected);
});
