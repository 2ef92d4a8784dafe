import fc from 'fast-check';
import { expect, test } from 'vitest';

import {
  type CorsOptions,
  type PreflightDecision,
  createResolver,
  decidePreflight,
  emptyDraft,
  grantMethods,
  toHeaders,
} from '../src/index.ts';
import { app } from './cases/server-case.ts';
import { nowhere } from './nowhere.ts';

function decide(value: CorsOptions, method: string, names: readonly string[]): PreflightDecision {
  const resolver = createResolver();
  const resolved = resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value }));
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  const { policy } = resolved;
  const head = {
    method: 'OPTIONS',
    origin: app,
    requestMethod: method,
    requestHeaders: names.length > 0 ? names.join(',') : undefined,
  };
  const decision = decidePreflight(
    { policy, methods: grantMethods(policy.policy, ['PUT']), route: undefined },
    head,
    undefined,
    nowhere,
  );
  if (decision instanceof Promise) throw new Error('a list answers at once');
  return decision;
}

const known = ['content-type', 'x-a', 'x-b', 'authorization'];
const asked = fc.array(fc.constantFrom(...known, 'x-secret', 'X-A', '*'), { maxLength: 8 });
const allowed = fc.oneof(fc.constant('*' as const), fc.subarray(known));
const method = fc.constantFrom('PUT', 'PATCH', 'put', '*');

test('whatever is asked, each name that is listed may be sent, and less than all is not kept', () => {
  fc.assert(
    fc.property(asked, allowed, method, (names, allowedHeaders, requestMethod) => {
      const decision = decide({ origin: [app], allowedHeaders, maxAge: 60 }, requestMethod, names);
      const headers = toHeaders(decision);
      const listed = headers['access-control-allow-headers']?.split(',') ?? [];
      // The naive twin: each name by itself.
      const isAllowed = (name: string): boolean =>
        name !== '*' && (allowedHeaders === '*' || allowedHeaders.includes(name));
      const lower = names.map((name) => name.toLowerCase());
      expect(listed.every(isAllowed)).toBe(true);
      expect(decision.allowed).toBe(requestMethod === 'PUT' && lower.every(isAllowed));
      expect(headers['access-control-max-age']).toBe(decision.allowed ? '60' : '0');
      if (requestMethod !== 'PUT') expect(listed).toEqual([]);
      else expect(listed).toEqual(expect.arrayContaining(lower.filter(isAllowed)));
    }),
  );
});
