import { defaultServerConditions } from 'vite';
import { defineConfig, type ViteUserConfig } from 'vitest/config';

/** As Node resolves: `module` is for bundlers, and what some packages have there Node cannot load. */
const nodeConditions = defaultServerConditions.filter((condition) => condition !== 'module');

/** The vitest configuration of every package and app. */
const config: ViteUserConfig = defineConfig({
  // Workspace packages from source. `resolve.conditions` alone does not reach the tests.
  ssr: { resolve: { conditions: ['@routecors/source', ...nodeConditions] } },
  test: {
    // A busy machine takes its time; a test that hangs still ends.
    testTimeout: 30_000,
    hookTimeout: 60_000,
    include: ['test/**/*.test.ts'],
    // The report is for `.ci/run`, which sums the counts of all packages.
    reporters: ['default', 'json'],
    outputFile: { json: '.reports/vitest.json' },
  },
});

export default config;
