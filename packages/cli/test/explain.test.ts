import { runInThisContext } from 'node:vm';

import { createResolver, emptyDraft, prepareOptions } from '@routecors/core';
import { expect, test } from 'vitest';

import type { Example } from '../src/pages/page.ts';
import { issuePages, pageNames, pageOf } from '../src/pages/pages.ts';
import { routecors } from './routecors.ts';

/** The codes of what boot says of an example: those that refuse, then the warnings. */
async function codesOf(example: Exclude<Example, { code: string }>): Promise<readonly string[]> {
  const evaluate = (text: string): unknown => runInThisContext(`(${text})`);
  const value = evaluate(example.options);
  await prepareOptions([value]);
  const resolver = createResolver();
  const draft = resolver.scope(emptyDraft, { path: 'register', value });
  const levels = example.route ? [{ path: 'route', value: evaluate(example.route) }] : [];
  resolver.route(draft, levels, { path: 'PUT /a', methods: ['PUT'] });
  const warnings = resolver.report.warnings.map(({ code }) => code);
  try {
    resolver.report.finish();
    return warnings;
  } catch (error) {
    const { issues } = error as { issues: readonly { code: string }[] };
    return [...issues.map(({ code }) => code), ...warnings];
  }
}

/** The examples of a kind that are options, and not code of other places. */
const examplesOf = (kind: 'wrong' | 'right') =>
  Object.entries(issuePages).flatMap(([code, page]) => {
    const example = page[kind];
    return example !== undefined && 'options' in example ? [[code, example] as const] : [];
  });

test.each(examplesOf('wrong'))('what is wrong about %s is refused so', async (code, example) => {
  expect([...new Set(await codesOf(example))]).toEqual([code]);
});

test.each(examplesOf('right'))('what is right instead of %s boots', async (_code, example) => {
  expect(await codesOf(example)).toEqual([]);
});

test.each(pageNames)('%s is printed', async (name) => {
  const { status, out } = await routecors('explain', name);
  expect(status).toBe(0);
  expect(out).toContain(pageOf(name)?.means);
  expect(out).toContain(pageOf(name)?.why);
});

test.each(pageNames)('%s has a page of whole sentences', (name) => {
  const page = pageOf(name);
  for (const text of [page?.means, page?.why]) expect(text).toMatch(/^[^ ].*[.)]$/s);
});

test.each([
  ['[origin-path]', 0, 'An entry has a path'],
  ['origin-pth', 2, 'Did you mean origin-path?'],
  ['toString', 2, 'There is no code "toString".'],
  ['--help', 0, 'header-not-allowed'],
])('explain %s', async (name, status, says) => {
  const answer = await routecors('explain', name);
  expect(answer.status).toBe(status);
  expect(answer.out + answer.err).toContain(says);
});
