import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CorsPolicyError, createResolver, describeIssue, emptyDraft } from '@routecors/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { run } from '../src/run.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function lint(
  name: string,
  content: string,
  ...args: string[]
): Promise<{ status: number; out: string; err: string }> {
  const file = join(directory, name);
  await writeFile(file, content);
  let out = '';
  let err = '';
  const terminal = {
    out: (text: string) => (out += text),
    err: (text: string) => (err += text),
    color: false,
  };
  return { status: await run(['lint', file, ...args], terminal), out, err };
}

test('options that boot takes', async () => {
  const { status, out } = await lint(
    'good.json',
    '{"origin": ["https://app.example"], "credentials": true}',
  );
  expect(status).toBe(0);
  expect(out).toContain('boot takes these options');
  const module =
    "export default { origin: '*', policies: { partner: { origin: 'https://p.example' } } };";
  expect((await lint('good.mjs', module)).status).toBe(0);
});

test('options that boot refuses, in the words of boot', async () => {
  const value = { orign: '*', origin: 'https://app.example/', maxAge: -1 };
  const { status, out } = await lint('bad.json', JSON.stringify(value));
  expect(status).toBe(1);
  const resolver = createResolver();
  resolver.resolve(resolver.scope(emptyDraft, { path: join(directory, 'bad.json'), value }));
  expect(() => resolver.report.finish()).toThrow(CorsPolicyError);
  try {
    resolver.report.finish();
  } catch (error) {
    const { issues } = error as CorsPolicyError;
    expect(issues.map(({ code }) => code)).toEqual(
      expect.arrayContaining(['unknown-key', 'origin-trailing-slash', 'max-age-range']),
    );
    expect(out).toBe(`${issues.map(describeIssue).join('\n\n')}\n`);
  }
});

test('named policies are checked as well', async () => {
  const { status, out } = await lint(
    'named.mjs',
    "export default { origin: '*', policies: { a: { origin: true } } };",
  );
  expect(status).toBe(1);
  expect(out).toContain('[origin-true]');
});

test('as JSON', async () => {
  const { status, out } = await lint('json.json', '{"origin": true}', '--json');
  expect(status).toBe(1);
  expect(JSON.parse(out)).toMatchObject({ issues: [{ code: 'origin-true' }] });
});

test.each([
  ['broken.json', '{'],
  ['broken.mjs', 'export default {'],
  ['empty.mjs', 'export const a = 1;'],
])('%s cannot be read: status 2', async (name, content) => {
  const { status, err } = await lint(name, content);
  expect(status).toBe(2);
  expect(err).toContain(`${name} cannot be read`);
});
