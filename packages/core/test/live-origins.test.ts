import { describe, expect, test } from 'vitest';

import {
  type CorsOptions,
  type RouteTarget,
  createOpenLists,
  createResolver,
  decideActual,
  emptyDraft,
  explain,
} from '../src/index.ts';
import { memoryList } from './memory-list.ts';
import { nowhere } from './nowhere.ts';

function resolve(value: CorsOptions) {
  const resolver = createResolver();
  const resolved = resolver.resolve(resolver.scope(emptyDraft, { path: 'register', value }));
  resolver.report.finish();
  if (resolved === undefined) throw new Error('nothing was refused');
  return { policy: resolved.policy, lists: resolver.lists };
}

/** Asks a policy about origins; keeps those that are allowed. */
async function allowed(
  { policy }: ReturnType<typeof resolve>,
  origins: readonly string[],
  target: RouteTarget = nowhere(),
): Promise<readonly string[]> {
  const decisions = await Promise.all(
    origins.map(async (origin) => decideActual(policy, origin, {}, () => target)),
  );
  return origins.filter((_, index) => decisions[index]?.allowed);
}

const [a, b, c] = ['https://a.example', 'https://b.example', 'https://c.example'] as const;

describe('a list among the origins', () => {
  test('is asked like those written down, and replaced as a whole', async () => {
    const list = memoryList('tenants', [a]);
    const resolved = resolve({ origin: [c, list] });
    // Nothing is in force before it is open.
    expect(await allowed(resolved, [a, b, c])).toEqual([c]);
    await list.open();
    expect(await allowed(resolved, [a, b, c])).toEqual([a, c]);
    await list.replace([b, 'https://*.wild.example']);
    expect(
      await allowed(resolved, [a, b, c, 'https://x.wild.example', 'https://wild.example']),
    ).toEqual([b, c, 'https://x.wild.example']);
    await list.replace([]);
    expect(await allowed(resolved, [a, b, c])).toEqual([c]);
  });

  test('stands alone, and in a shadow', async () => {
    const [list, tried] = [memoryList('alone', [a]), memoryList('tried', [b])];
    const resolved = resolve({ origin: list, shadow: { origin: tried } });
    expect([...resolved.lists]).toEqual([list, tried]);
    await list.open();
    expect(await allowed(resolved, [a, b])).toEqual([a]);
  });

  test('is one with another of its name only if it is the same', () => {
    const list = memoryList('tenants', [a]);
    const compile = (...lists: readonly CorsOptions['origin'][]) => {
      const resolver = createResolver();
      return lists.map(
        (origin) =>
          resolver.resolve(resolver.scope(emptyDraft, { path: 'r', value: { origin } }))?.policy,
      );
    };
    const [one, same, other] = compile(list, [list], memoryList('tenants', [a]));
    expect(one).toBe(same);
    expect(one).not.toBe(other);
  });

  test('explains where a stranger would have to be added, and in which state that is', async () => {
    const list = memoryList('tenants', [a]);
    const { policy } = resolve({ origin: [list] });
    await list.open();
    expect(explain(await decideActual(policy, b, {}, nowhere))).toBe(
      `"${b}" is not among the policy's origins. Fix: if its pages should use this route, add '${b}' to 'origin', or to the list "tenants" (1 entry, version 1).`,
    );
  });
});

describe('entries obey the rules of boot', () => {
  test.each<[name: string, entry: unknown, code: string | undefined, options?: CorsOptions]>([
    ['an origin', 'https://app.example', undefined],
    ['plain http', 'http://app.example', undefined],
    ['plain http with credentials', 'http://app.example', 'http-with-credentials', secret()],
    ['a slash at the end', 'https://app.example/', 'origin-trailing-slash'],
    ['a path', 'https://app.example/x', 'origin-path'],
    ['no scheme', 'app.example', 'origin-missing-scheme'],
    ['upper case', 'https://App.example', 'origin-upper-case'],
    ['everybody', '*', 'origin-wildcard'],
    ['null', 'null', 'origin-null'],
    ['blank', '', 'origin-blank'],
    ['a number', 7, 'value-type'],
    ['nothing', null, 'value-type'],
    ['a RegExp', /^https:\/\/a\.example$/, 'value-type'],
    ['a list', memoryList('inner', []), 'value-type'],
    ['a public suffix', 'https://*.github.io', undefined],
    ['a public suffix with credentials', 'https://*.github.io', publicSuffix, secret()],
    ['a key that nobody asks for', { key: 'acme', origin: a }, 'origin-list-key'],
    ['a very long one', `https://${'a'.repeat(100_000)}.example`, 'origin-too-long'],
  ])('%s', async (_name, entry, code, options = {}) => {
    const list = memoryList('tenants', [b]);
    const resolved = resolve({ ...options, origin: [list] });
    await list.open();
    const [prepared] = await list.replace([entry, a]);
    expect(prepared?.problems.map((problem) => [problem.code, problem.path])).toEqual(
      code === undefined ? [] : [[code, 'tenants[0]']],
    );
    // The rest serves.
    expect(await allowed(resolved, [a, b])).toEqual([a]);
  });

  test('each policy by its own', async () => {
    const list = memoryList('tenants', ['http://app.example', a]);
    const [open, closed] = [resolve({ origin: list }), resolve(secret({ origin: list }))];
    await list.open();
    expect(await allowed(open, ['http://app.example', a])).toEqual(['http://app.example', a]);
    expect(await allowed(closed, ['http://app.example', a])).toEqual([a]);
  });

  test.each<[name: string, entry: string]>([
    ['no scheme', 'a'.repeat(1_000_000)],
    ['a list in one string', 'a,'.repeat(500_000)],
    ['upper case', `https://${'A'.repeat(1_000_000)}`],
    ['a letter that is none of DNS', `https://${'é'.repeat(1_000_000)}`],
    ['a pattern', 'https://*.'.padEnd(1_000_000, 'a.')],
  ])('and a very long one is not repeated, nor looked into: %s', async (_name, entry) => {
    const list = memoryList('tenants', []);
    resolve({ origin: list });
    const started = performance.now();
    const [prepared] = await list.replace(Array.from({ length: 100 }, () => entry));
    expect(performance.now() - started).toBeLessThan(200);
    const said = JSON.stringify(prepared?.problems);
    expect(said.length).toBeLessThan(100 * 1_000);
    expect(prepared?.problems.map(({ code }) => code)).toEqual(
      Array.from({ length: 100 }, () => 'origin-too-long'),
    );
  });

  test('and the problems that are kept are bounded', async () => {
    const list = memoryList('tenants', []);
    resolve({ origin: list });
    const [prepared] = await list.replace(Array.from({ length: 5_000 }, () => 'nonsense'));
    expect([prepared?.problems.length, prepared?.problemCount]).toEqual([100, 5_000]);
  });
});

const publicSuffix = 'public-suffix-with-credentials';
function secret(options: CorsOptions = {}): CorsOptions {
  return { ...options, credentials: true } as CorsOptions;
}

describe('a list with keys', () => {
  const entries = [
    { key: 'acme', origin: a },
    { key: 'acme', origin: 'https://*.acme.example' },
    { key: 'umbrella', origin: b },
    { key: 'umbrella', origin: c },
  ];
  const at = (tenant: string): RouteTarget => ({ ...nowhere(), params: { tenant } });

  test.each<[tenant: string, origins: readonly string[]]>([
    ['acme', [a, 'https://x.acme.example']],
    ['umbrella', [b, c]],
    ['nobody', []],
    ['__proto__', []],
  ])('%s has its own origins only', async (tenant, origins) => {
    const list = memoryList('tenants', entries, ({ params }) => params['tenant']);
    const resolved = resolve({ origin: list });
    await list.open();
    const all = [a, b, c, 'https://x.acme.example', 'null'];
    expect(await allowed(resolved, all, at(tenant))).toEqual(origins);
  });

  test.each<[name: string, tenant: () => never]>([
    ['no string', () => 7 as never],
    ['nothing', () => undefined as never],
  ])('a tenant function that returns %s names nobody', async (_name, tenant) => {
    const list = memoryList('tenants', entries, tenant);
    const { policy } = resolve({ origin: list });
    await list.open();
    expect(await decideActual(policy, a, {}, nowhere)).toMatchObject({
      allowed: false,
      reason: 'origin-not-matched',
    });
  });

  test('a tenant function that throws denies, and the decision says why', async () => {
    const cause = new Error('no tenant');
    const list = memoryList('tenants', entries, () => {
      throw cause;
    });
    const { policy } = resolve({ origin: list });
    await list.open();
    expect(await decideActual(policy, a, {}, nowhere)).toMatchObject({
      allowed: false,
      reason: 'origin-function-failed',
      cause,
    });
  });

  test('an entry without a key is left out', async () => {
    const list = memoryList('tenants', [], ({ host }) => host);
    const resolved = resolve({ origin: list });
    const [prepared] = await list.replace([a, { key: 'h.example', origin: b }]);
    expect(prepared?.problems).toMatchObject([{ code: 'origin-list-key', path: 'tenants[0]' }]);
    expect(await allowed(resolved, [a, b], { ...nowhere(), host: 'h.example' })).toEqual([b]);
  });
});

describe('the lists of a server', () => {
  test('are opened once, and closed when nobody asks them any more', async () => {
    const [one, two] = [memoryList('one', []), memoryList('two', [])];
    const lists = createOpenLists();
    await lists.open([one]);
    await lists.open([one, two]);
    expect(lists.statuses().map(({ name }) => name)).toEqual(['one', 'two']);
    expect([one.holders(), two.holders()]).toEqual([1, 1]);
    await lists.keepOnly(new Set([two]));
    expect([one.holders(), two.holders()]).toEqual([0, 1]);
    await lists.close();
    expect(two.holders()).toBe(0);
  });

  test('are closed again where one of them cannot be opened', async () => {
    const list = memoryList('one', []);
    const broken = { ...memoryList('two', []), open: () => Promise.reject(new Error('down')) };
    const lists = createOpenLists();
    await expect(lists.open([list, broken])).rejects.toThrow('down');
    expect([list.holders(), lists.statuses()]).toEqual([0, []]);
  });

  test('are closed also where the server closed while they were opened', async () => {
    const list = memoryList('one', []);
    const lists = createOpenLists();
    const opening = lists.open([list]);
    await lists.close();
    await opening;
    expect(list.holders()).toBe(0);
  });
});

test('a large list leaves others their turn while it is compiled', async () => {
  const list = memoryList('tenants', []);
  const resolved = resolve(secret({ origin: list }));
  const many = Array.from({ length: 50_000 }, (_, index) => `https://t${index}.example`);
  let turns = 0;
  const timer = setInterval(() => (turns += 1), 0);
  await list.replace(many);
  clearInterval(timer);
  expect(turns).toBeGreaterThan(2);
  expect(await allowed(resolved, ['https://t49999.example', 'https://t50000.example'])).toEqual([
    'https://t49999.example',
  ]);
});
