import { describe, expect, test } from 'vitest';

import { allowedOrigin, askNames, asks } from '../src/asks.ts';
import { checkAnswer, everybody } from '../src/check.ts';
import { routecorsHook } from '../src/hooks.ts';
import { exactOrigins, wildcardOrigins } from '../src/origins.ts';
import { hostileAsks } from '../src/scale.ts';

for (const asked of await everybody()) {
  describe(asked.name, () => {
    test.each(askNames)('%s', (ask) => checkAnswer(asked, ask));
  });
}

describe('what is timed at scale', () => {
  test.each([
    ['exact origins', exactOrigins(1_000)],
    ['patterns', wildcardOrigins(1_000)],
  ])('%s allow the one that is asked for, and no other', async (_kind, origins) => {
    const { answer } = await routecorsHook(origins);
    const allowed = await answer(asks['allowed GET']);
    expect(allowed.headers['access-control-allow-origin']).toBe(allowedOrigin);
  });

  test.each(Object.entries(hostileAsks))('%s is denied', async (_name, ask) => {
    const { answer } = await routecorsHook([allowedOrigin]);
    expect((await answer(ask)).status).toBe(403);
  });
});
