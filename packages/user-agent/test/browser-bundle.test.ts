import { join } from 'node:path';

import { build } from 'vite';
import { expect, test } from 'vitest';

test('the main entry bundles for a page, without a module of Node.js', async () => {
  const result = await build({
    configFile: false,
    logLevel: 'silent',
    resolve: { conditions: ['@routecors/source', 'module', 'browser'] },
    build: {
      write: false,
      minify: true,
      lib: { entry: join(import.meta.dirname, '../src/index.ts'), formats: ['es'] },
    },
  });
  const outputs = [result].flat().flatMap((one) => ('output' in one ? one.output : []));
  const chunks = outputs.filter((output) => output.type === 'chunk');
  expect(chunks.flatMap(({ imports, dynamicImports }) => [...imports, ...dynamicImports])).toEqual(
    [],
  );
  const code = chunks.map((chunk) => chunk.code).join('');
  expect(code).toContain('needs a `transport`');
  expect(code).not.toMatch(/["'`]node:/);
});
