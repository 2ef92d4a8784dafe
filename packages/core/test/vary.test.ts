import { expect, test } from 'vitest';

import { mergeVary } from '../src/headers/vary.ts';

test.each<[present: string[], added: string | undefined, merged: string | undefined]>([
  [[], undefined, undefined],
  [[], 'Origin', 'Origin'],
  [['Accept', 'Host'], undefined, 'Accept, Host'],
  [[''], 'Origin', 'Origin'],
  [['Accept-Encoding'], 'Origin', 'Accept-Encoding, Origin'],
  [['accept-encoding,Accept'], 'Origin', 'accept-encoding, Accept, Origin'],
  [['origin'], 'Origin', 'origin'],
  [['ORIGIN , Accept'], 'Origin, Host', 'ORIGIN, Accept, Host'],
  [['Accept', 'Accept-Language'], 'Origin', 'Accept, Accept-Language, Origin'],
  [['*'], 'Origin', '*'],
  [['Accept, *'], 'Origin', '*'],
  [[',,'], 'Origin', 'Origin'],
])('Vary: %j with %s is %s', (present, added, merged) => {
  expect(mergeVary(present, added)).toBe(merged);
});
