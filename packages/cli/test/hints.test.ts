import { createUserAgent } from '@routecors/user-agent';
import { expect, test } from 'vitest';

import { findHints } from '../src/hints/find-hints.ts';

/** The codes of the hints about a GET that everybody may read. */
async function hintsOf(origin: string, url: string): Promise<readonly string[]> {
  const agent = createUserAgent({
    origin,
    transport: async () => ({
      status: 200,
      statusText: 'OK',
      headers: [['Access-Control-Allow-Origin', '*']],
      body: null,
    }),
  });
  const { trace } = await agent.attempt(url);
  return findHints(trace).map(({ code }) => code);
}

test.each<[origin: string, url: string, isLocal: boolean]>([
  ['https://app.example', 'https://10.0.0.7/', true],
  ['https://app.example', 'https://192.168.1.1:8443/', true],
  ['https://app.example', 'https://172.31.0.1/', true],
  ['https://app.example', 'https://169.254.0.1/', true],
  ['https://app.example', 'http://127.8.0.1/', true],
  ['https://app.example', 'http://localhost:3000/', true],
  ['https://app.example', 'https://printer.local/', true],
  ['https://app.example', 'https://[fd00::1]/', true],
  ['https://app.example', 'https://[fe80::1]/', true],
  // Names and addresses that only begin alike.
  ['https://app.example', 'https://10.example.com/', false],
  ['https://app.example', 'https://192.168.example.com/', false],
  ['https://app.example', 'https://fd00.example/', false],
  ['https://app.example', 'https://172.32.0.1/', false],
  ['https://app.example', 'https://100.64.0.1/', false],
  ['https://app.example', 'https://[2001:db8::1]/', false],
  // From within to within.
  ['http://localhost:3000', 'http://localhost:4000/', false],
  ['http://10.0.0.8', 'http://10.0.0.7/', false],
])('a page of %s that calls %s: permission %s', async (origin, url, isLocal) => {
  expect((await hintsOf(origin, url)).includes('local-network')).toBe(isLocal);
});
