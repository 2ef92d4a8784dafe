import type { FastifyPluginCallback } from 'fastify';
import fp from 'fastify-plugin';

import { install, installationOf } from './installation.ts';
import type { CorsPluginOptions } from './options.ts';
import { registrationOf } from './registration.ts';
import { addRegistration } from './scope.ts';

const register: FastifyPluginCallback<CorsPluginOptions> = (instance, options, done) => {
  try {
    addRegistration(instance, registrationOf(options));
    const installation = installationOf(instance) ?? install(instance);
    installation.registered.add(instance);
    done();
  } catch (error) {
    done(error as Error);
  }
};

/**
 * Per-route CORS for Fastify. Register it in the root instance, or in a scope; register it again
 * further inside to override. Routes add their own level in `config.cors`.
 *
 * The server refuses to get ready, with one `CorsPolicyError` that holds every problem of every
 * route, where any policy is unsafe, contradictory or could never work.
 */
export const corsPlugin: FastifyPluginCallback<CorsPluginOptions> = fp(register, {
  fastify: '5.x',
  name: '@routecors/fastify',
});
