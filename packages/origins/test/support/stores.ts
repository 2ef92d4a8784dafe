import type { OriginSource } from '../../src/index.ts';
import { postgresSource, redisSource } from '../../src/index.ts';
import { createPostgres, hasPostgres, runSql } from './postgres.ts';
import { createRedis, hasRedis, redisCommand } from './redis.ts';
import type { Store } from './store.ts';

export const storeNames = ['PostgreSQL', 'Redis'] as const;
export type StoreName = (typeof storeNames)[number];

/** The same list in each kind of store. */
interface Kind {
  readonly isHere: boolean;
  readonly create: () => Promise<Store>;
  readonly source: (url: string) => OriginSource;
  /** Makes the list, with nothing in it. */
  readonly prepare: (url: string) => Promise<unknown>;
  readonly add: (url: string, origins: readonly string[]) => Promise<unknown>;
  readonly remove: (url: string, origin: string) => Promise<unknown>;
  /** Leaves only this one. */
  readonly clear: (url: string, origin: string) => Promise<unknown>;
}

const channel = 'allowed_origins';
const table = `create table allowed_origins (origin text primary key);
  create function notify_origins() returns trigger language plpgsql as
    $$ begin perform pg_notify('${channel}', ''); return null; end $$;
  create trigger notify_origins after insert or update or delete on allowed_origins
    for each statement execute function notify_origins()`;

export const kinds: Readonly<Record<StoreName, Kind>> = {
  PostgreSQL: {
    isHere: hasPostgres,
    create: createPostgres,
    source: (connectionString) =>
      postgresSource({ connectionString, query: 'select origin from allowed_origins', channel }),
    prepare: (url) => runSql(url, table),
    add: (url, origins) =>
      runSql(
        url,
        `insert into allowed_origins values ${origins.map((origin) => `('${origin}')`).join()}
         on conflict do nothing`,
      ),
    remove: (url, origin) => runSql(url, `delete from allowed_origins where origin = '${origin}'`),
    clear: (url, origin) => runSql(url, `delete from allowed_origins where origin <> '${origin}'`),
  },
  Redis: {
    isHere: hasRedis,
    create: createRedis,
    source: (url) => redisSource({ url, key: 'origins', channel }),
    prepare: async () => undefined,
    add: (url, origins) =>
      redisCommand(url, ['SADD', 'origins', ...origins], ['PUBLISH', channel, '']),
    remove: (url, origin) =>
      redisCommand(url, ['SREM', 'origins', origin], ['PUBLISH', channel, '']),
    clear: (url, origin) =>
      redisCommand(
        url,
        ['MULTI'],
        ['DEL', 'origins'],
        ['SADD', 'origins', origin],
        ['PUBLISH', channel, ''],
        ['EXEC'],
      ),
  },
};
