import { describe, expect, test } from 'vitest';

import { checkAnswer } from '../src/answer.ts';
import { allowedOrigin, asks, everydayAsks, hostileAsks, parametricAsks } from '../src/asks.ts';
import { everybody, makeSubject } from '../src/contender.ts';
import { listKinds } from '../src/origins.ts';

for (const contender of await everybody()) {
  describe(contender.name, () => {
    const isHook = contender.platform === 'hook';
    test.each(isHook ? everydayAsks : [...everydayAsks, ...parametricAsks])('%s', async (ask) => {
      await checkAnswer(await makeSubject(contender), ask);
    });
  });
}

describe('what is timed at scale', () => {
  test.each(listKinds)('%s allow the one, and no other', async (kind) => {
    const origins = { kind, count: 1_000 };
    const subject = await makeSubject({ name: '', platform: 'hook', who: 'routecors', origins });
    await checkAnswer(subject, 'allowed GET');
    await checkAnswer(subject, 'unlisted GET');
  });

  test.each(hostileAsks)('%s is denied', async (ask) => {
    const subject = await makeSubject({ name: '', platform: 'hook', who: 'routecors' });
    await checkAnswer(subject, ask);
  });
});

test('a wrong answer is told from a right one', async () => {
  const subject = await makeSubject({ name: '', platform: 'Fastify', who: 'no CORS' });
  await expect(checkAnswer({ ...subject, answers: 'exactly' }, 'allowed GET')).rejects.toThrow(
    'allowed GET',
  );
  const { headers } = await subject.answer(asks['allowed GET']);
  expect(headers).not.toHaveProperty('access-control-allow-origin', allowedOrigin);
});
