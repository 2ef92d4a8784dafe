import { CorsPolicyError, describeIssue } from '@routecors/core';
import type { FastifyInstance, FastifyPluginCallback } from 'fastify';
import fp from 'fastify-plugin';

import { createOnRequest } from './on-request.ts';
import type { CorsPluginOptions } from './options.ts';
import { recordRoutes, routeRecords } from './route-record.ts';
import { type RouteTable, createRouteTable } from './route-table.ts';
import { addRegistration, instanceAround } from './scope.ts';

/** What is installed once for a server, however often the plugin is registered in it. */
export interface Installation {
  readonly registered: Set<FastifyInstance>;
  table: RouteTable | undefined;
}

const installationKey = Symbol('routecors.installation');

interface Installed {
  [installationKey]?: Installation;
}

/** What is installed in the server that `instance` belongs to. */
export function installationOf(instance: FastifyInstance): Installation | undefined {
  return (instance as Installed)[installationKey];
}

const register: FastifyPluginCallback<CorsPluginOptions> = (instance, options, done) => {
  try {
    addRegistration(instance, options);
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

function install(instance: FastifyInstance): Installation {
  const root = rootOf(instance);
  if (routeRecords(root) === undefined) watchLate(root);
  const installation: Installation = { registered: new Set(), table: undefined };
  (root as Installed)[installationKey] = installation;
  const table = (): RouteTable => {
    if (installation.table) return installation.table;
    throw new Error(
      'The CORS policies are known once the Fastify instance is ready: await app.ready() first.',
    );
  };
  // On the root, whichever scope registered: a 404 below its prefix, and every preflight without an
  // OPTIONS route, is handled there. What no registration covers passes through untouched.
  root.decorateRequest('corsDecision', null);
  root.addHook('onRequest', createOnRequest(table));
  root.decorate('corsRoutes', () => table().routes);
  root.addHook('onReady', (done) => {
    try {
      const records = routeRecords(root) ?? [];
      installation.table = createRouteTable(root, records, installation.registered);
      for (const warning of installation.table.warnings) root.log.warn(describeIssue(warning));
      done();
    } catch (error) {
      done(error as Error);
    }
  });
  return installation;
}

function rootOf(instance: FastifyInstance): FastifyInstance {
  const around = instanceAround(instance);
  return around ? rootOf(around) : instance;
}

/**
 * The instance is older than this module, so nobody has watched it. That is fine as long as it has no
 * routes yet; else some of them would be left without their policy, and the server must not start.
 */
function watchLate(root: FastifyInstance): void {
  const routes = root.printRoutes({ commonPrefix: false });
  if (!routes.startsWith('(empty tree)')) {
    throw new CorsPolicyError([
      {
        code: 'route-not-covered',
        path: 'register(corsPlugin)',
        value: routes,
        message: `@routecors/fastify was imported after the Fastify instance was made, and these routes had been declared already:\n${routes}`,
        hint: "Import '@routecors/fastify' at the top of the file that calls Fastify(), or await app.register(...) before the first route.",
      },
    ]);
  }
  // A hook goes on to the instances that are already inside; the list, by prototype, too.
  recordRoutes(root, []);
}
