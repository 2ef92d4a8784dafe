import '@routecors/user-agent/jest-globals';
import { expect, test } from '@jest/globals';
import { createUserAgent } from '@routecors/user-agent';

test('the matchers are there for who imports jest, too', async () => {
  const page = createUserAgent({
    origin: 'https://app.example',
    transport: async () => ({ status: 200, statusText: 'OK', headers: [], body: null }),
  });
  await expect(page.fetch('https://api.example/')).toBlockCors({ step: 'cors-check' });
  await expect(
    Promise.resolve(expect(page.fetch('https://api.example/')).toAllowCors()),
  ).rejects.toThrow('Expected CORS to be allowed');
});
