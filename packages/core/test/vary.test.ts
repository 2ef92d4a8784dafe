import { expect, test } from 'vitest';

import { mergeVary } from '../src/index.ts';

test.each<[present: string | string[] | undefined, added: string, merged: string]>([
  [undefined, 'Origin', 'Origin'],
  ['', 'Origin', 'Origin'],
  ['Accept-Encoding', 'Origin', 'Accept-Encoding, Origin'],
  ['accept-encoding,Accept', 'Origin', 'accept-encoding, Accept, Origin'],
  ['origin', 'Origin', 'origin'],
  ['ORIGIN , Accept', 'Origin, Host', 'ORIGIN, Accept, Host'],
  [['Accept', 'Accept-Language'], 'Origin', 'Accept, Accept-Language, Origin'],
  ['*', 'Origin', '*'],
  ['Accept, *', 'Origin', '*'],
  [',,', 'Origin', 'Origin'],
])('Vary: %j with %s is %s', (present, added, merged) => {
  expect(mergeVary(present, added)).toBe(merged);
});
