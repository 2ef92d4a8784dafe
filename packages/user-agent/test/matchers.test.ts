import { expect, test } from 'vitest';

import { createUserAgent, traceOf } from '../src/index.ts';
import { type CorsMatchers, corsMatchers } from '../src/matchers/index.ts';
import { api, generous, page, scripted } from './support/scripted.ts';

declare module 'vitest' {
  // oxlint-disable-next-line typescript/no-explicit-any -- vitest's own signature
  interface Matchers<T = any> extends CorsMatchers<Promise<void>> {}
}

expect.extend(corsMatchers);

const good = createUserAgent({
  origin: page,
  transport: scripted(() => ({ headers: generous })).transport,
});
const bad = createUserAgent({
  origin: page,
  transport: scripted(() => ({ status: 401 })).transport,
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

test('anything else is refused', async () => {
  for (const stranger of [undefined, 1, new Response(), new Error('x'), {}]) {
    expect(() => void expect(stranger).toAllowCors()).toThrow('createUserAgent');
    expect(traceOf(stranger)).toBeUndefined();
  }
});
