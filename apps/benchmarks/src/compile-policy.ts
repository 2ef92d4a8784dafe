import { createResolver, emptyDraft } from '@routecors/core';

import { tell } from './fresh-process.ts';
import { originsOf } from './origins.ts';

/** From options to a compiled policy, once; or, to compare, the platform's parser on the same origins. */
const [who, kind, count] = process.argv.slice(2);
const origin = originsOf({ kind: kind as 'exact', count: Number(count) });
await tell(() => {
  if (who === 'new URL') return new Set(origin.map((each) => new URL(each).origin));
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'benchmark', value: { origin } });
  const resolved = resolver.resolve(draft);
  resolver.report.finish();
  return resolved;
});
