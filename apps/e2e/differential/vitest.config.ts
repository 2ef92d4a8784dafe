import { mergeConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';

import shared from '../../../.config/vitest.ts';

/** On its own, because it takes minutes and both browsers. */
const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    outputFile: { json: '.reports/differential.json' },
  },
});
if (config.test) config.test.include = ['differential/*.test.ts'];

export default config;
