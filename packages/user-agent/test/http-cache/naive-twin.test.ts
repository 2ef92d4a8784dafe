import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

import { browser } from '../support/caching.ts';

/** What a cache of one URL may do, with as little code as can be: the server's versions, and who saw them when. */
describe('against a naive twin', () => {
  type Step =
    | {
        readonly kind: 'get';
        readonly cache: 'default' | 'no-store' | 'reload' | 'no-cache' | 'force-cache';
        readonly token: string;
      }
    | { readonly kind: 'put' }
    | { readonly kind: 'pass' };
  const step: fc.Arbitrary<Step> = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        kind: fc.constant('get' as const),
        cache: fc.constantFrom('default', 'no-store', 'reload', 'no-cache', 'force-cache'),
        token: fc.constantFrom('en', 'nn'),
      }),
    },
    fc.constant({ kind: 'put' as const }),
    fc.constant({ kind: 'pass' as const }),
  );

  test('random calls ask the server exactly when they have to', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
        const { agent, log, pass } = browser((_request, count) => ({
          headers: [
            ['cache-control', 'max-age=60'],
            ['vary', 'accept-language'],
          ],
          body: `${count}`,
        }));
        let stored: { body: string; age: number; token: string } | undefined;
        let asked = 0;
        for (const one of steps) {
          if (one.kind === 'pass') {
            pass(45);
            if (stored !== undefined) stored.age += 45;
            continue;
          }
          if (one.kind === 'put') {
            await (await agent.fetch('/own', { method: 'PUT' })).text();
            asked += 1;
            stored = undefined;
            continue;
          }
          const { cache, token } = one;
          const init = { cache, headers: { 'accept-language': token } };
          const body = await (await agent.fetch('/own', init)).text();
          const matches = stored?.token === token && ['default', 'force-cache'].includes(cache);
          if (stored !== undefined && matches && (cache === 'force-cache' || stored.age < 60)) {
            expect(body).toBe(stored.body);
          } else {
            asked += 1;
            expect(body).toBe(`${asked}`);
            if (cache !== 'no-store') stored = { body, age: 0, token };
          }
          expect(log).toHaveLength(asked);
        }
      }),
    );
  });
});
