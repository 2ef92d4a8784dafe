import type { RegisterOptions } from 'fastify';

import type { CorsPluginOptions } from './options.ts';

/** One `register(corsPlugin, options)`. */
export interface Registration {
  /** What it says of policies, unchecked. */
  readonly options: CorsPluginOptions;
  /** The `prefix` that Fastify's `register` was given, and drops for plugins that are not encapsulated. */
  readonly prefix: string | undefined;
}

const registerKeys = ['prefix', 'logLevel', 'logSerializers'] as const;

/** Takes apart what is ours and what are options of Fastify's `register` itself. */
export function registrationOf(given: CorsPluginOptions & RegisterOptions): Registration {
  if (!registerKeys.some((key) => Object.hasOwn(given ?? {}, key))) {
    return { options: given, prefix: undefined };
  }
  const own = Object.getOwnPropertyDescriptors<object>(given);
  for (const key of registerKeys) delete (own as Partial<RegisterOptions>)[key];
  // With its prototype: by that the check of options knows a promise or a Map, which have no keys.
  return { options: Object.create(Object.getPrototypeOf(given), own), prefix: given.prefix };
}
