import { type IncomingMessage, type Server, type ServerResponse, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

import { afterAll, beforeAll, expect, test } from 'vitest';

import { clientHintCases } from '../../../packages/user-agent/test/tables/client-hint.ts';
import { browsers, isMandatory } from '../src/browsers.ts';

let server: Server;
let origins: { readonly own: string; readonly other: string };
/** The paths that a preflight came for. */
const asked = new Set<string>();

beforeAll(async () => {
  server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { port } = server.address() as AddressInfo;
  origins = { own: `http://localhost:${port}`, other: `http://127.0.0.1:${port}` };
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

function answer(request: IncomingMessage, response: ServerResponse): void {
  const { method, url = '', headers } = request;
  if (method === 'OPTIONS') asked.add(url);
  response.writeHead(200, {
    'content-type': 'text/html',
    'cache-control': 'no-store',
    'access-control-allow-origin': '*',
    'access-control-allow-headers': headers['access-control-request-headers'] ?? '',
    'access-control-max-age': '0',
  });
  response.end('<!doctype html><title>A page</title>');
}

test.each(browsers.filter(isMandatory))(
  'client hints need no preflight in Chromium, one elsewhere: $name',
  async ({ name, launch }) => {
    const browser = await launch();
    try {
      const page = await browser.newPage();
      await page.goto(origins.own);
      const calls = clientHintCases.map(([header, value], index) => ({
        url: `${origins.other}/${name}/${index}`,
        header,
        value,
      }));
      await page.evaluate(async (list) => {
        for (const { url, header, value } of list) {
          await (await fetch(url, { headers: { [header]: value } })).text();
        }
      }, calls);
      const seen = clientHintCases.map(([header, value], index) => [
        header,
        value,
        !asked.has(`/${name}/${index}`),
      ]);
      const isChromium = name === 'Chromium';
      expect(seen).toEqual(
        clientHintCases.map(([header, value, safelisted]) => [
          header,
          value,
          isChromium && safelisted,
        ]),
      );
    } finally {
      await browser.close();
    }
  },
  60_000,
);
