import { mergeConfig } from 'vitest/config';

import shared from '../../.config/vitest.ts';

// Tests resolve RegExps at once, as adapters do once they have loaded what checks them.
export default mergeConfig(shared, { test: { setupFiles: ['test/setup.ts'] } });
