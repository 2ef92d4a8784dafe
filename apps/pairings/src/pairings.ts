import { fastifyApis } from './fastify-apis.ts';
import { fastifyHooks } from './fastify-hooks.ts';
import { fastifyPlugins } from './fastify-plugins.ts';
import { nestModules } from './nest-modules.ts';
import type { Pairing } from './pairing.ts';

/** All that is tried, Fastify's first. */
export const pairings: readonly Pairing[] = [
  ...fastifyHooks,
  ...fastifyPlugins,
  ...fastifyApis,
  ...nestModules,
];
