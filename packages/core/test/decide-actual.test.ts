import { expect, test } from 'vitest';

import { type CorsOptions, createResolver, decideActual, emptyDraft } from '../src/index.ts';
import { nowhere } from './nowhere.ts';

function policyOf(value: CorsOptions) {
  const resolver = createResolver();
  const policy = resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value }))?.policy;
  if (policy === undefined) throw new Error('nothing was refused');
  return policy;
}

test('all requests without Origin share one decision, which nobody can change', () => {
  const [one, two] = [policyOf({ origin: '*' }), policyOf({ origin: 'https://app.example' })];
  const decision = decideActual(one, undefined, { id: 1 }, nowhere);
  expect(decision).toMatchObject({ allowed: true, reason: 'no-origin', origin: undefined });
  expect(decision).toHaveProperty('policy', one);
  expect(decideActual(one, undefined, { id: 2 }, nowhere)).toBe(decision);
  expect(Object.isFrozen(decision)).toBe(true);
  expect(decideActual(two, undefined, { id: 1 }, nowhere)).toHaveProperty('policy', two);
});
