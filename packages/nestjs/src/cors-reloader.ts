import { Inject, Injectable } from '@nestjs/common';

import { CorsRuntime } from './cors-runtime.ts';
import type { CorsModuleOptions, CorsRequest } from './options.ts';

/** Replaces the options of `CorsModule` while the application runs. `CorsModule` provides it everywhere. */
@Injectable()
export class CorsReloader {
  readonly #runtime: CorsRuntime;

  constructor(@Inject(CorsRuntime) runtime: CorsRuntime) {
    this.#runtime = runtime;
  }

  /**
   * Puts other options in the place of those of `forRoot()` or `forRootAsync()`. All policies are made
   * anew, what `@Cors()` says included, and checked as at boot; then they are in force at once, for the
   * next request. What browsers remember of earlier preflights outlives that, for `maxAge`.
   *
   * @returns when the new policies are in force, and the live lists that they ask are loaded
   * @throws CorsPolicyError with all problems, and the old policies stay; Error before the application
   *   is ready, or where it has no server
   */
  reload<Request = CorsRequest>(options: CorsModuleOptions<Request>): Promise<void> {
    return this.#runtime.reload(options);
  }
}
