import { expect } from '@jest/globals';

import { type CorsMatchers, corsMatchers } from '../matchers/index.ts';

expect.extend(corsMatchers);

declare module 'expect' {
  interface Matchers<R extends void | Promise<void>, T = unknown> extends CorsMatchers<
    Promise<R>
  > {}
}
