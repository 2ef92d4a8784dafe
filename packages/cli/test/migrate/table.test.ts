import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

import { afterEach, beforeEach, expect, test } from 'vitest';

import { expressCors, fastifyCors } from '../../src/migrate/dialect.ts';
import { expressRules, fastifyRules, optionRules } from '../../src/migrate/option-rules.ts';
import { routecors } from '../routecors.ts';

/** The table of the README, which says what becomes of each option. */
const readme = await readFile(new URL('../../../../README.md', import.meta.url), 'utf8');
const section = /## Moving from .*\n([^]*?)\n## /.exec(readme)?.[1] ?? '';
const rows = [...section.matchAll(/^\| (`.*?) \| (–|`.*?`) \| /gm)].map(
  ([, before = '', after = '']) => ({ before, after: after.replaceAll('`', '') }),
);

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'routecors-'));
});
afterEach(() => rm(folder, { recursive: true }));

test('the table has every option of the old packages, and nothing is wrong with it', () => {
  expect(rows.length).toBeGreaterThan(25);
  const names = [
    ...optionRules.keys(),
    ...expressRules.keys(),
    ...fastifyRules.keys(),
    ...fastifyCors(11).options,
    ...expressCors.options,
    'delegator',
  ];
  for (const name of names) {
    expect(rows.filter(({ before }) => before.includes(`${name}: `)).length, name).toBeGreaterThan(
      0,
    );
  }
});

test.each(rows)('$before becomes $after', async ({ before, after }) => {
  const files = setupOf(before);
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  const { out } = await routecors('migrate', folder, '--write', '--json');
  const { decisions } = JSON.parse(out) as { decisions: { code: string }[] };
  if (after.startsWith('[')) {
    expect(decisions.map(({ code }) => `[${code}]`)).toEqual([after]);
    return;
  }
  expect(decisions).toEqual([]);
  const main = Object.keys(files).includes('app.module.js') ? 'app.module.js' : 'a.js';
  const text = await readFile(join(folder, main), 'utf8');
  const option = /`(\w+):/.exec(before)?.[1];
  if (after === '–') expect(text).not.toContain(option);
  else expect(text).toMatch(asWhole(after));
});

/** The options as a whole, but for `methods` and `origin` where they are added. */
function asWhole(after: string): RegExp {
  const escaped = after.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`\\{ ${escaped}(?:, (?:origin: '\\*'|methods: \\[[^\\]]*\\]))* \\}`);
}

/** A program in which a cell of the table stands. */
function setupOf(cell: string): Readonly<Record<string, string>> {
  const code = /`(.*)`/.exec(cell)?.[1] ?? '';
  const plugin = "import cors from '@fastify/cors';\n";
  if (cell.includes('Express')) return { 'a.js': `import cors from 'cors';\n${code};\n` };
  if (cell.includes('on a route')) {
    const route = code.replace('{…}', "{ origin: '*' }");
    return { 'a.js': `${plugin}app.register(cors, {});\napp.get('/', { ${route} }, f);\n` };
  }
  if (code.startsWith('app.')) return { 'a.js': `${plugin}${code};\n` };
  if (!cell.includes('(`cors`)')) {
    return { 'a.js': `${plugin}app.register(cors, { ${code} });\n` };
  }
  return {
    'main.js': `import { NestFactory } from '@nestjs/core';\nimport { AppModule } from './app.module.js';\nconst app = await NestFactory.create(AppModule);\napp.enableCors({ ${code.replace('` (`cors', '')} });\n`,
    'app.module.js':
      "import { Module } from '@nestjs/common';\n@Module({ providers: [] })\nexport class AppModule {}\n",
  };
}
