import { type CorsMatchers, corsMatchers } from '../matchers/index.ts';

const { expect } = globalThis as {
  expect?: { extend?: (matchers: typeof corsMatchers) => void };
};
if (expect?.extend === undefined) {
  throw new Error(
    "@routecors/user-agent/jest extends jest's global expect, and there is none here. Fix: import it in a test or in setupFilesAfterEnv; with injectGlobals: false import '@routecors/user-agent/jest-globals'.",
  );
}
expect.extend(corsMatchers);

declare global {
  namespace jest {
    interface Matchers<R, T = {}> extends CorsMatchers<Promise<R>> {}
  }
}
