import { Catch, type ExceptionFilter, Inject, Logger, Optional } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';

import { corsModuleMark } from './options.ts';

/** Thrown by nobody, so that the filter below catches nothing. */
class Never extends Error {}

/** The applications that have been told. */
const reminded = new WeakSet<ModulesContainer>();

/**
 * `@Cors()` alone does nothing: without `CorsModule` no code of ours would ever run. So it leaves
 * this filter, the one kind of enhancer that costs nothing until something is thrown, and Nest makes
 * it while the application boots. Said once, and not an error: a unit test may compile a controller
 * without its module, and without CORS a browser is only ever told less.
 */
@Catch(Never)
export class MissingModuleReminder implements ExceptionFilter {
  constructor(
    @Optional() @Inject(corsModuleMark) isImported: true | undefined,
    @Inject(ModulesContainer) application: ModulesContainer,
  ) {
    if (isImported || reminded.has(application)) return;
    reminded.add(application);
    new Logger('CorsModule').error(
      '@Cors() is used, but CorsModule is not imported, so no response gets a CORS header. Fix: add CorsModule.forRoot({ origin: [...] }) to the imports of the root module.',
    );
  }

  catch(exception: unknown): never {
    throw exception as Error;
  }
}
