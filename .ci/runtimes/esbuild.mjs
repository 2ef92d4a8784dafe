import { build } from 'esbuild';

import { optionalPackages } from './optional-packages.mjs';

const [server, format, outfile] = process.argv.slice(2);
await build({
  entryPoints: [`${server}.mjs`],
  outfile,
  format,
  bundle: true,
  platform: 'node',
  logLevel: 'error',
  external: optionalPackages.flatMap((name) => [name, `${name}/*`]),
  // What the frameworks require of Node itself; esbuild's documentation has these lines.
  banner:
    format === 'esm'
      ? {
          js: "import { createRequire as requireOf } from 'node:module'; const require = requireOf(import.meta.url);",
        }
      : {},
});
