import { type CorsIssue, CorsPolicyError, describeIssue } from '@routecors/core';
import type { FastifyInstance } from 'fastify';

import { guardWhileClosing } from './closing.ts';
import { addFirstHooks, hooksBefore } from './first-hook.ts';
import { createIsForeignRequest } from './is-foreign-request.ts';
import { createOnRequest } from './on-request.ts';
import { type Policies, createPolicies } from './policies.ts';
import { keepRecords, recordRoutes, routeRecords } from './route-record.ts';
import { instanceAround } from './scope.ts';
import { createFastifyWatcher } from './watch.ts';

/** What is installed once for a server, however often the plugin is registered in it. */
export interface Installation {
  readonly registered: Set<FastifyInstance>;
  readonly policies: Policies;
}

const installationKey = Symbol.for('routecors.installation.v1');

interface Installed {
  [installationKey]?: Installation;
}

/** What is installed in the server that `instance` belongs to. */
export function installationOf(instance: FastifyInstance): Installation | undefined {
  return (instance as Installed)[installationKey];
}

/**
 * Installs CORS in the server that `instance` belongs to. On the root, whichever scope registered: a
 * 404 below its prefix, and every preflight without an OPTIONS route, is handled there. What no
 * registration covers passes through untouched.
 */
export function install(instance: FastifyInstance): Installation {
  const root = rootOf(instance);
  if (routeRecords(root) === undefined) watchLate(instance, root);
  keepRecords(root);
  const registered = new Set<FastifyInstance>();
  const watcher = createFastifyWatcher(root);
  const policies = createPolicies({ root, registered, watcher });
  const installation: Installation = { registered, policies };
  (root as Installed)[installationKey] = installation;
  const { table } = policies;
  root.decorateRequest('corsDecision', null);
  root.decorate('corsRoutes', () => table().describe());
  root.decorate('corsOriginLists', policies.listStatuses);
  root.decorate('corsReload', function corsReload(this: FastifyInstance, options) {
    return policies.reload(this, options);
  });
  root.decorate('isForeignRequest', createIsForeignRequest(table));
  const isFirst = addFirstHooks(root, {
    onRequest: createOnRequest(table),
    preClose: () => {
      const known = policies.tableIfReady();
      if (known) guardWhileClosing(root, known);
    },
  });
  root.addHook('onClose', () => {
    watcher.close();
    return policies.close();
  });
  root.addHook('onReady', async () => {
    await policies.boot();
    for (const warning of isFirst ? [] : warningsOfLate(root))
      root.log.warn(describeIssue(warning));
  });
  return installation;
}

/** Where ours could not be the first hook, others may end a request before it. */
function warningsOfLate(root: FastifyInstance): readonly CorsIssue[] {
  const before = hooksBefore(root);
  if (before.length === 0) return [];
  return [
    {
      code: 'hook-before-cors',
      path: 'register(corsPlugin)',
      value: before,
      message: `@routecors/fastify was imported after the Fastify instance was made, and these onRequest hooks were there already: ${before.join(', ')}. What they answer, preflights too, has no CORS header.`,
      hint: importFirst,
    },
  ];
}

const importFirst =
  "Import '@routecors/fastify' at the top of the file that calls Fastify(); with fastify-cli that is the file which it starts, app.js.";

function rootOf(instance: FastifyInstance): FastifyInstance {
  const around = instanceAround(instance);
  return around ? rootOf(around) : instance;
}

/**
 * The instance is older than this module, so nobody has watched it. That is fine as long as it has no
 * routes yet; else some of them would be left without their policy, and the server must not start.
 */
function watchLate(instance: FastifyInstance, root: FastifyInstance): void {
  const routes = root.printRoutes({ commonPrefix: false });
  if (!routes.startsWith('(empty tree)')) {
    throw new CorsPolicyError([
      {
        code: 'route-not-covered',
        path: 'register(corsPlugin)',
        value: routes,
        message: `@routecors/fastify was imported after the Fastify instance was made, and these routes had been declared already:\n${routes}`,
        hint: `${importFirst} Or await app.register(...) before the first route.`,
      },
    ]);
  }
  const records: never[] = [];
  // Scopes that are there already have hooks of their own by now; those to come copy them.
  for (let each: FastifyInstance | undefined = instance; each; each = instanceAround(each)) {
    recordRoutes(each, records);
  }
}
