import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { CorsPolicyError, createResolver, describeIssue, emptyDraft } from '@routecors/core';
import { afterAll, beforeAll, expect, test } from 'vitest';

import { type Ran, routecors } from './routecors.ts';

let directory: string;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterAll(() => rm(directory, { recursive: true }));

async function lint(name: string, content: string, ...args: string[]): Promise<Ran> {
  const file = join(directory, name);
  await writeFile(file, content);
  return routecors('lint', file, ...args);
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

test('warnings are shown in the words of boot, and refuse nothing', async () => {
  const warned = "{ origin: () => true, vary: ['x-tenant'] }";
  const { status, out } = await lint('warned.mjs', `export default ${warned};`);
  expect(status).toBe(0);
  expect(out).toContain('boot takes these options, and warns:');
  expect(out).toContain('[vary-unseen-by-preflight]');
  const named = `export default { origin: '*', policies: { tenant: ${warned} } };`;
  expect((await lint('named-warned.mjs', named)).out).toContain('policies.tenant.vary');
  expect(
    JSON.parse((await lint('warned.mjs', `export default ${warned};`, '--json')).out),
  ).toMatchObject({
    issues: [],
    warnings: [{ code: 'vary-unseen-by-preflight' }],
  });
});

test('every problem is shown, and values that JSON lacks as they are written', async () => {
  const bad = "export default { origin: [/a/], maxAge: -1, credentials: 'yes', foo: 1 };";
  const { issues } = JSON.parse((await lint('many.mjs', bad, '--json')).out) as {
    issues: { code: string; value: unknown }[];
  };
  expect(issues.map(({ code }) => code)).toEqual(
    expect.arrayContaining(['regexp-unanchored', 'max-age-range', 'unknown-key', 'value-type']),
  );
  expect(issues.find(({ code }) => code === 'regexp-unanchored')?.value).toBe('/a/');
});

const options = "{ origin: 'https://app.example' }";
test.each([
  ['bom.json', '\ufeff{"origin": "https://app.example"}'],
  ['module.mjs', `export default ${options};`],
  ['promise.mjs', `export default Promise.resolve(${options});`],
  ['exports.cjs', `module.exports = ${options};`],
  ['compiled.cjs', `exports.__esModule = true; exports.default = ${options};`],
])('%s is read', async (name, content) => {
  expect(await lint(name, content)).toMatchObject({ status: 0, err: '' });
});

test.each([
  ['empty.json', '', 'line 1, column 1: a value should stand here, not the end'],
  ['open.json', '{', 'line 1, column 2: a name in double quotes should stand here, not the end'],
  ['comma.json', '{\n  "origin": "*",\n}', 'line 2, column 16: the comma before the end has to go'],
  [
    'comment.json',
    '{\n  // all\n}',
    'line 2, column 3: a name in double quotes should stand here, not a comment',
  ],
  ['single.json', "{'origin': 1}", 'line 1, column 2'],
  ['colon.json', '{"origin" "*"}', 'line 1, column 11: ":" should stand here'],
  ['list.json', '["a" "b"]', 'line 1, column 6: "," or "]" should stand here, not "\\""'],
  ['number.json', '{"maxAge": 01}', 'line 1, column 13'],
  ['tail.json', '{} x', 'line 1, column 4: nothing may follow'],
  ['broken.mjs', 'const a = 1;\nexport default {', '(line 2)'],
  ['throws.mjs', "const a = 1;\nthrow new Error('no database');", 'no database (line 2)'],
  ['thrown.mjs', "throw 'text';", 'it threw text'],
  ['names.mjs', 'export const cors = 1, other = 2;', 'it has no default export, only cors, other'],
  ['function.mjs', 'export default () => ({});', 'is a function. Export the options'],
  ['missing.mjs', "import 'no-such-package'; export default {};", 'no-such-package'],
  ['text.txt', 'origin: *', 'has to end in .json, .js, .mjs or .cjs'],
])('%s cannot be read: status 2, and why', async (name, content, says) => {
  const { status, out, err } = await lint(name, content);
  expect([status, out]).toEqual([2, '']);
  expect(err).toContain(`${name} cannot be read: `);
  expect(err).toContain(says);
});

test('a file that is not there, and one that is a directory', async () => {
  expect((await routecors('lint', join(directory, 'none.json'))).err).toContain('no such file');
  expect((await routecors('lint', directory)).err).toContain('it is a directory');
});
