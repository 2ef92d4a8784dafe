import { describe, expect, test } from 'vitest';

import { type HeaderLines, createUserAgent } from '../src/index.ts';
import { api, page, scripted } from './support/scripted.ts';
import { allowOriginCases } from './tables/allow-origin.ts';

describe('the CORS check of a response', () => {
  test.each(allowOriginCases)(
    '$allowOrigin, credentials $allowCredentials of $credentials: $expected',
    async ({ allowOrigin, allowCredentials = [], credentials, expected }) => {
      const headers: HeaderLines = [
        ...allowOrigin.map((value) => ['Access-Control-Allow-Origin', value] as const),
        ...allowCredentials.map((value) => ['access-control-allow-credentials', value] as const),
      ];
      const { transport } = scripted(() => ({ headers }));
      const agent = createUserAgent({ origin: page, transport });
      const { trace, response, error } = await agent.attempt(api, { credentials });
      expect(trace.failed?.code ?? 'passed').toBe(expected);
      if (expected === 'passed') expect(response?.type).toBe('cors');
      else expect(error).toBeInstanceOf(TypeError);
    },
  );

  test('names the values, the clause and the fix', async () => {
    const { transport } = scripted(() => ({
      headers: [['access-control-allow-origin', `${page}/`]],
    }));
    const agent = createUserAgent({ origin: page, transport });
    const { trace } = await agent.attempt(api);
    expect(trace.failed).toMatchObject({
      step: 'cors-check',
      during: 'actual',
      clause: 'Fetch, "CORS check", step 4',
      message: `Access-Control-Allow-Origin is "${page}/", and the request's origin is "${page}". The trailing slash makes them differ.`,
      fix: {
        routecors: `Add the origin to the route's policy: origin: ['${page}'].`,
        general: expect.stringContaining('Vary: Origin') as string,
      },
    });
  });

  test('a hostile value cannot write to a terminal', async () => {
    const { transport } = scripted(() => ({
      headers: [['access-control-allow-origin', `\u001b[2J\u009b31m${'x'.repeat(5_000)}`]],
    }));
    const { trace } = await createUserAgent({ origin: page, transport }).attempt(api);
    expect(trace.failed?.message).toContain('\\u001b[2J\\u009b31mxxx');
    // oxlint-disable-next-line no-control-regex -- that there is none is the point
    expect(trace.failed?.message).not.toMatch(/[\0-\x1f\x7f-\x9f]/);
    expect(trace.failed?.message.length).toBeLessThan(500);
  });
});
