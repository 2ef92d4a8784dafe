import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, describe, expect, test } from 'vitest';

import { from, routecors } from './routecors.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  // Grants all but Authorization by the standard; redirects away from where the preflight was granted.
  server = createServer((request, response) => {
    const { port } = server.address() as AddressInfo;
    response.setHeader('access-control-allow-origin', '*');
    response.setHeader('access-control-allow-headers', request.url === '/named' ? 'x-a' : '*');
    if (request.url === '/moved') {
      response.setHeader('location', `http://localhost:${port}/named`);
      response.statusCode = request.method === 'OPTIONS' ? 204 : 302;
    }
    response.end();
  });
  await new Promise<void>((resolve) => server.listen(0, resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

describe('--browser', () => {
  const authorized = ['-H', 'authorization: Bearer x'];

  test('the standard refuses what the three engines take, and they say where they leave it', async () => {
    const standard = await routecors('check', `${url}/items`, ...from, ...authorized);
    expect(standard.status).toBe(1);
    const all = await routecors(
      'check',
      `${url}/items`,
      ...from,
      ...authorized,
      '--browser',
      'all',
    );
    expect(all.status).toBe(0);
    expect(all.out).toMatch(/^allowed in Chromium .*, Firefox and WebKit/);
    expect(all.out).toContain('unlike the standard, WebKit (Safari, every browser on iOS):');
  });

  test('one verdict for each engine, the strictest first', async () => {
    const args = [
      'check',
      `${url}/moved`,
      ...from,
      '-H',
      'authorization: Bearer x',
      '-H',
      'x-a: 1',
    ];
    const { status, out } = await routecors(...args, '--browser', 'all', '--json');
    const report = JSON.parse(out) as {
      outcome: string;
      browsers: { outcome: string; trace: { browser: string; deviations: string[] } }[];
    };
    // The redirect drops Authorization. WebKit asks for it all the same, and is refused.
    expect(report.browsers.map(({ outcome, trace }) => [trace.browser, outcome])).toEqual([
      ['webkit', 'blocked'],
      ['chromium', 'allowed'],
      ['firefox', 'allowed'],
    ]);
    expect(report.browsers[0]?.trace.deviations).toContain('redirect-keeps-headers');
    expect(report.outcome).toBe('blocked');
    expect(status).toBe(1);
    const text = await routecors(...args, '--browser', 'all');
    expect(text.out).toMatch(
      /^blocked in WebKit .*because: .*\nallowed in Chromium .* and Firefox\n/,
    );
  });

  test.each([
    [['--browser', 'safari'], 'Safari is webkit.'],
    [['--browser', 'all', '--send'], 'Name one browser.'],
  ])('%j is refused', async (more, message) => {
    const { status, err } = await routecors('check', url, ...from, ...more);
    expect(status).toBe(2);
    expect(err).toContain(message);
  });
});
