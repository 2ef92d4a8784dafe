import { beforeEach, describe, expect, test, vi } from 'vitest';

const regexp = /^https:\/\/[a-z]{1,20}\.app\.example$/;

/** The core as a new process has it. */
async function freshCore() {
  vi.resetModules();
  Reflect.deleteProperty(globalThis, Symbol.for('routecors.regexp-check.v1'));
  return import('../src/index.ts');
}

type Core = Awaited<ReturnType<typeof freshCore>>;
let core: Core;
beforeEach(async () => {
  core = await freshCore();
});

function codesOf(value: unknown): readonly string[] {
  const { createResolver, emptyDraft } = core;
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: 'test', value }));
  try {
    resolver.report.finish();
    return [];
  } catch (error) {
    return (error as { issues: readonly { code: string }[] }).issues.map(({ code }) => code);
  }
}

describe('what checks a RegExp', () => {
  test('a RegExp is refused before it is there, and taken after', async () => {
    expect(codesOf({ origin: regexp })).toEqual(['regexp-unchecked']);
    await core.prepareOptions([{ origin: regexp }]);
    expect(codesOf({ origin: regexp })).toEqual([]);
  });

  test('options without a RegExp need nothing', () => {
    const options = { origin: ['https://app.example'], policies: { public: { origin: '*' } } };
    expect(core.prepareOptions([options, false, 'public', undefined, null])).toBeUndefined();
    expect(codesOf(options)).toEqual([]);
  });

  test.each([
    regexp,
    { origin: [regexp] },
    { policies: { partner: { origin: ['https://app.example', regexp] } } },
  ])('it is loaded for %o, wherever the RegExp stands', async (options) => {
    await expect(core.prepareOptions([{}, options])).resolves.toBeUndefined();
    expect(core.prepareOptions([options])).toBeUndefined();
  });

  test('who has nothing to check waits for what somebody else has begun to load', async () => {
    void core.prepareOptions([{ origin: regexp }]);
    await core.prepareOptions([]);
    expect(codesOf({ origin: regexp })).toEqual([]);
  });

  test('a getter that throws is left to the check of options', () => {
    const options = {
      get origin(): never {
        throw new Error('no');
      },
    };
    expect(core.prepareOptions([options])).toBeUndefined();
  });
});
