import { expect } from 'vitest';

import { type CorsMatchers, corsMatchers } from '../matchers/index.ts';

expect.extend(corsMatchers);

declare module 'vitest' {
  // Since vitest 3.2.
  // oxlint-disable-next-line typescript/no-explicit-any -- vitest's own signature
  interface Matchers<T = any> extends CorsMatchers<Promise<void>> {}
  // Before.
  // oxlint-disable-next-line typescript/no-explicit-any -- vitest's own signature
  interface Assertion<T = any> extends CorsMatchers<Promise<void>> {}
}
