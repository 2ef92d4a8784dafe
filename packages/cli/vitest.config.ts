import { mergeConfig } from 'vitest/config';
import type { ViteUserConfig } from 'vitest/config';

import shared from '../../.config/vitest.ts';

const config: ViteUserConfig = mergeConfig(shared, {
  test: {
    // The modules that lint is to read are written by the tests: Node.js itself imports them.
    server: { deps: { external: [/\/routecors-[^/]+\/[^/]+$/] } },
  },
});

export default config;
