import {
  type OriginListStatus,
  createOpenLists,
  describeIssue,
  prepareOptions,
} from '@routecors/core';
import type { FastifyInstance } from 'fastify';

import type { CorsPluginOptions } from './options.ts';
import { dropRecords, routeRecords } from './route-record.ts';
import { type FastifyRouteTable, type TableSources, resolveRouteTable } from './route-table.ts';
import {
  type RegistrationsAt,
  registeredAround,
  registrationsOf,
  replaceRegistrations,
} from './scope.ts';
import { type DeclaredRoute, declaredRoutes } from './table-route.ts';

/** The policies of a server: made when it gets ready, and replaced all at once. */
export interface Policies {
  /** @throws Error before the server is ready */
  readonly table: () => FastifyRouteTable;
  readonly tableIfReady: () => FastifyRouteTable | undefined;
  /** Makes those that were registered, and opens the live lists that they ask. */
  readonly boot: () => Promise<void>;
  /** As `app.corsReload()`. */
  readonly reload: (instance: FastifyInstance, options: CorsPluginOptions) => Promise<void>;
  readonly listStatuses: () => readonly OriginListStatus[];
  readonly close: () => Promise<void>;
}

/** Makes none yet. */
export function createPolicies({
  root,
  registered,
  watcher,
}: Omit<TableSources, 'registrationsAt'>): Policies {
  const lists = createOpenLists();
  let table: FastifyRouteTable | undefined;
  let lastReload: Promise<unknown> = Promise.resolve();

  const replace = async (
    registrationsAt: RegistrationsAt,
    made: FastifyRouteTable,
  ): Promise<void> => {
    await lists.open(made.lists);
    // From here on everything is in one turn: no request sees half of it.
    for (const instance of registered) replaceRegistrations(instance, registrationsAt(instance));
    table = made;
    for (const warning of made.warnings) root.log.warn(describeIssue(warning));
    await lists.keepOnly(made.lists);
  };

  const reload = async (instance: FastifyInstance, options: CorsPluginOptions): Promise<void> => {
    const { routes } = known(table);
    const replaced = registeredAround(instance);
    if (replaced === undefined) {
      throw new Error(
        'corsReload: corsPlugin is not registered in this instance, nor around it. Fix: call it on the instance that registers corsPlugin.',
      );
    }
    const registrationsAt: RegistrationsAt = (each) =>
      each === replaced ? [{ options, prefix: undefined }] : registrationsOf(each);
    await prepareOptions([options]);
    await replace(
      registrationsAt,
      resolveRouteTable({ root, registered, registrationsAt, watcher }, () => routes),
    );
  };

  return {
    table: () => known(table),
    tableIfReady: () => table,
    boot: async () => {
      const records = routeRecords(root) ?? [];
      await prepareOptions(everyOption(registered, records.map(ownOptions)));
      const sources = { root, registered, registrationsAt: registrationsOf, watcher };
      const made = resolveRouteTable(sources, (report) => declaredRoutes(records, report));
      await replace(registrationsOf, made);
      dropRecords(root);
    },
    // One after the other: each builds on what the one before has left.
    reload: (instance, options) => {
      const next = lastReload.then(() => reload(instance, options));
      lastReload = next.catch(() => undefined);
      return next;
    },
    listStatuses: lists.statuses,
    close: lists.close,
  };
}

const ownOptions = ({ options }: { options: { config?: { cors?: unknown } } }): unknown =>
  options.config?.cors;

/** What was given to registrations and routes. */
function everyOption(
  registered: ReadonlySet<FastifyInstance>,
  ofRoutes: readonly DeclaredRoute['own'][],
): readonly unknown[] {
  const ofRegistrations = [...registered].flatMap((instance) =>
    registrationsOf(instance).map(({ options }) => options),
  );
  return [...ofRegistrations, ...ofRoutes];
}

function known(table: FastifyRouteTable | undefined): FastifyRouteTable {
  if (table) return table;
  throw new Error(
    'The CORS policies are known once the Fastify instance is ready: await app.ready() first.',
  );
}
