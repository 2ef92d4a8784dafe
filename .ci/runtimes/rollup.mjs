import commonjs from '@rollup/plugin-commonjs';
import json from '@rollup/plugin-json';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { rollup } from 'rollup';

import { optionalPackages } from './optional-packages.mjs';

const [server, format, file] = process.argv.slice(2);
const bundle = await rollup({
  input: `${server}.mjs`,
  external: (id) => optionalPackages.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [
    nodeResolve({ preferBuiltins: true, exportConditions: ['node'] }),
    commonjs({ ignoreDynamicRequires: true }),
    json(),
  ],
  // Fastify's own circles.
  onwarn: () => {},
});
await bundle.write({ file, format, inlineDynamicImports: true });
