import '@routecors/user-agent/vitest';
import { createUserAgent } from '@routecors/user-agent';
import { expect, test } from 'vitest';

const answering = (allowed: string) =>
  createUserAgent({
    origin: 'https://app.example',
    transport: async () => ({
      status: 200,
      statusText: 'OK',
      headers: [['Access-Control-Allow-Origin', allowed]],
      body: null,
    }),
  });

test('the matchers are there, and fail where they should', async () => {
  await expect(answering('*').fetch('https://api.example/')).toAllowCors();
  await expect(answering('https://b.example').fetch('https://api.example/')).toBlockCors({
    step: 'cors-check',
  });
  await expect(expect(answering('*').fetch('https://api.example/')).toBlockCors()).rejects.toThrow(
    'Expected CORS to be blocked',
  );
});
