import { Inject, Injectable } from '@nestjs/common';
import type { CorsRoute } from '@routecors/core';

import { CorsRuntime } from './cors-runtime.ts';

/**
 * Tells the resolved policy of every route as plain JSON, for tests, reviews and diffs. `CorsModule`
 * provides it everywhere.
 *
 * ```ts
 * expect(app.get(CorsInspector).routes()).toMatchSnapshot();
 * ```
 */
@Injectable()
export class CorsInspector {
  readonly #runtime: CorsRuntime;

  constructor(@Inject(CorsRuntime) runtime: CorsRuntime) {
    this.#runtime = runtime;
  }

  /**
   * Every route of every controller, sorted by path and method.
   *
   * @throws Error before `app.init()` or `app.listen()`
   */
  routes(): readonly CorsRoute[] {
    return this.#runtime.routes();
  }
}
