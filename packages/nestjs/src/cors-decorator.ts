import { UseFilters } from '@nestjs/common';
import { prepareOptions } from '@routecors/core';

import { noteCors } from './cors-metadata.ts';
import { MissingModuleReminder } from './missing-module-reminder.ts';
import type { CorsDecoratorOptions, CorsRequest } from './options.ts';

/**
 * The CORS policy of a handler, or of all handlers of a controller: options that override what
 * `CorsModule` says, the name of one of its policies, or `false` for off. The handler's stands over
 * the controller's, field by field; a base class's is inherited.
 *
 * ```ts
 * @Cors({ credentials: true })
 * @Controller('cats')
 * class CatsController {
 *   @Put(':id') @Cors('partner') update() {}
 *   @Delete(':id') @Cors(false) remove() {}
 * }
 * ```
 */
export function Cors<Request = CorsRequest>(
  policy: CorsDecoratorOptions<Request>,
): ClassDecorator & MethodDecorator {
  return (target: object, name?: string | symbol, descriptor?: PropertyDescriptor) => {
    const decorated: unknown = descriptor ? descriptor.value : target;
    if (typeof decorated !== 'function' || (name !== undefined && descriptor === undefined)) {
      throw new TypeError(`@Cors() stands on a class or a method; ${String(name)} is neither.`);
    }
    noteCors(decorated, { policy });
    // Boot waits for it, and says so where it fails.
    prepareOptions([policy])?.catch(() => undefined);
    if (name !== undefined && descriptor)
      UseFilters(MissingModuleReminder)(target, name, descriptor);
    else UseFilters(MissingModuleReminder)(decorated);
  };
}
