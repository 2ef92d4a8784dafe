import { checkKeys, refuser } from '../list-options.ts';
import type { OriginSource } from '../origin-source.ts';
import { lentConnections, ownConnections } from './connections.ts';
import { listen } from './listen.ts';
import type { PostgresPool } from './postgres-client.ts';

/** Where the rows are, and what tells of changes. */
export type PostgresSourceOptions = {
  /** Gives an `origin` in each row, and for a list with tenants a `key`. A single column may have any name. */
  readonly query: string;
  /** What the database notifies when the rows change, as the trigger of `routecors origins sql` does. Default: none, the list polls. */
  readonly channel?: string;
} & (
  | {
      /** A `pg.Pool`, which the queries go through. It stays yours: handle its `error` event, and end it. */
      readonly pool: PostgresPool;
      readonly connectionString?: never;
    }
  | { readonly connectionString: string; readonly pool?: never }
);

/**
 * The rows of a query. Changes are told by `NOTIFY`, which is heard on a connection of its own (not
 * through a pooler that hands out connections by transaction), and what was missed is found by polling.
 */
export function postgresSource(options: PostgresSourceOptions): OriginSource {
  checkKeys('postgresSource', options, ['query', 'channel', 'pool', 'connectionString']);
  const { query, channel, pool, connectionString } = options;
  const refuse = refuser('postgresSource');
  if (typeof query !== 'string' || query.trim() === '') {
    refuse('query', query, "SQL, such as 'select origin from allowed_origins'");
  }
  if (channel !== undefined && !isChannel(channel)) {
    refuse('channel', channel, "a name of at most 63 bytes, such as 'allowed_origins'");
  }
  if ((pool === undefined) === (connectionString === undefined)) {
    refuse(
      pool === undefined ? 'pool' : 'connectionString',
      pool === undefined ? undefined : '(not shown)',
      'a pool, or a connection string, one of the two',
    );
  }
  const connections =
    pool === undefined
      ? ownConnections(connectionString, entriesOf)
      : lentConnections(pool, entriesOf);
  return {
    name: channel ?? 'postgres',
    load: (signal) => connections.ask(query, signal),
    ...(channel !== undefined && {
      subscribe: async (changed: () => void, signal: AbortSignal) =>
        listen(await connections.newClient(), channel, changed, signal),
    }),
    close: connections.end,
  };
}

/** PostgreSQL cuts longer identifiers, and would then notify another channel than the one that is heard. */
const isChannel = (channel: unknown): boolean =>
  typeof channel === 'string' &&
  channel !== '' &&
  !channel.includes('\0') &&
  Buffer.byteLength(channel) <= 63;

/** Rows as entries of a list. */
function entriesOf(rows: readonly unknown[]): readonly unknown[] {
  const [first] = rows;
  if (first === undefined) return rows;
  const columns = Object.keys(first as object);
  const [only = 'origin'] = columns;
  const column = columns.length === 1 ? only : 'origin';
  if (!columns.includes(column)) {
    throw new Error(
      `The query gives the columns ${columns.join(', ')}, and none is called origin. Fix: select … as origin.`,
    );
  }
  const isKeyed = columns.includes('key') && column !== 'key';
  return (rows as readonly Record<string, unknown>[]).map((row) => {
    const key = isKeyed ? keyOf(row) : undefined;
    return key === undefined ? row[column] : { key, origin: row[column] };
  });
}

/** The keys of tenants are numbers where a column counts them. */
function keyOf({ key }: Record<string, unknown>): string | undefined {
  return typeof key === 'string' || typeof key === 'number' ? `${key}` : undefined;
}
