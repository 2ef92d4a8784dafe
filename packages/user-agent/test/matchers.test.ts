import { expect, test } from 'vitest';

import { createUserAgent, traceOf } from '../src/index.ts';
import '../src/runners/vitest.ts';
import { api, generous, page, scripted } from './support/scripted.ts';

const good = createUserAgent({
  origin: page,
  transport: scripted(() => ({ headers: generous })).transport,
});
const bad = createUserAgent({
  origin: page,
  transport: scripted(() => ({})).transport,
});

test('they take a promise, a response, an error and an outcome', async () => {
  await expect(good.fetch(api)).toAllowCors();
  await expect(await good.fetch(api)).toAllowCors();
  await expect(await good.attempt(api)).toAllowCors();
  await expect(bad.fetch(api)).toBlockCors();
  await expect(await bad.fetch(api).catch((error: unknown) => error)).toBlockCors();
  await expect(await bad.attempt(api)).toBlockCors();
  await expect(good.fetch(api)).not.toBlockCors();
  await expect(bad.fetch(api)).not.toAllowCors();
});

test('without a promise the verdict falls at once, awaited or not', async () => {
  const outcome = await bad.attempt(api);
  expect(() => void expect(outcome).toAllowCors()).toThrow('Expected CORS to be allowed.');
  expect(() => void expect(outcome.error).not.toBlockCors()).toThrow('not to be blocked');
});

test('a block can be pinned to a step', async () => {
  await expect(bad.fetch(api)).toBlockCors({ step: 'cors-check' });
  await expect(bad.fetch(api, { method: 'PUT' })).toBlockCors({
    step: 'cors-check',
    during: 'preflight',
    code: 'allow-origin-missing',
  });
  await expect(bad.fetch(api)).not.toBlockCors({ step: 'cors-preflight-fetch' });
  await expect(bad.fetch(api)).not.toBlockCors({ during: 'preflight' });
});

test('an opaque response is neither', async () => {
  await expect(bad.fetch(api, { mode: 'no-cors' })).not.toAllowCors();
  await expect(bad.fetch(api, { mode: 'no-cors' })).not.toBlockCors();
});

test('a failure prints the trace', async () => {
  await expect(async () => expect(bad.fetch(api)).toAllowCors()).rejects.toThrow(
    /Expected CORS to be allowed\.\n\nGET "https:\/\/api\.example\/items" from https:\/\/app\.example .*: blocked\n  ✓ main-fetch: [^]*✗ cors-check: The response has no Access-Control-Allow-Origin[^]*fix: Answer with/,
  );
  await expect(async () =>
    expect(good.fetch(api)).toBlockCors({ step: 'cors-check' }),
  ).rejects.toThrow('Expected CORS to be blocked at step cors-check.');
});

test.each([
  ['a relative URL', '/me'],
  ["a URL of the page's own origin", `${page}/me`],
])('a call that asked no CORS question is refused either way: %s', async (_, url) => {
  for (const agent of [good, bad]) {
    await expect(async () => expect(agent.fetch(url)).toAllowCors()).rejects.toThrow(
      /No CORS check was made: .* own origin.* Fix: give the whole URL/,
    );
    await expect(async () => expect(agent.fetch(url)).not.toAllowCors()).rejects.toThrow('Fix');
    await expect(async () => expect(agent.fetch(url)).not.toBlockCors()).rejects.toThrow('Fix');
  }
});

test('a call that never got an answer is no block by CORS, unless the failure is named', async () => {
  const dead = createUserAgent({
    origin: page,
    transport: () => Promise.reject(new Error('connect ECONNREFUSED')),
  });
  for (const [url, init, code] of [
    [api, {}, 'network'],
    ['https://api.example:25/', {}, 'port-blocked'],
    [api, { method: 'TRACE' }, 'request-invalid'],
  ] as const) {
    await expect(async () => expect(dead.fetch(url, init)).toBlockCors()).rejects.toThrow(
      `failed before CORS was asked (${code}`,
    );
    await expect(dead.fetch(url, init)).toBlockCors({ code });
  }
});

test("the cause behind a block stands first, and its fix in place of the step's", async () => {
  const failing = createUserAgent({
    origin: page,
    transport: scripted(() => ({ status: 500 })).transport,
  });
  await expect(async () => expect(failing.fetch(api)).toAllowCors()).rejects.toThrow(
    /: blocked\n {2}The server failed \(500\)[^]*fix: Read the server's log first[^]*✗ cors-check[^]*$/,
  );
  await expect(async () => expect(failing.fetch(api)).toAllowCors()).rejects.not.toThrow(
    'Answer with',
  );
});

test('anything else is refused', async () => {
  for (const stranger of [undefined, 1, new Response(), new Error('x'), {}]) {
    expect(() => void expect(stranger).toAllowCors()).toThrow(
      /createUserAgent, and were given .+\. Fix: await/,
    );
    expect(traceOf(stranger)).toBeUndefined();
  }
});
