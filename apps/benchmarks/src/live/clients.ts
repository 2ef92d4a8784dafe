import { setTimeout as wait } from 'node:timers/promises';

import { type OriginSource, postgresSource, redisSource } from '@routecors/origins';
import { Client } from 'pg';
import { createClient } from 'redis';

/** A connection to a store that holds a list, and tells of changes. */
export interface StoreClient {
  /** Makes an empty list. */
  readonly prepare: () => Promise<unknown>;
  readonly add: (origins: readonly string[]) => Promise<unknown>;
  readonly empty: () => Promise<unknown>;
  /** Tells of something on a channel, and does nothing else. */
  readonly tell: (channel: string) => Promise<unknown>;
  readonly hear: (channel: string, heard: () => void) => Promise<unknown>;
  readonly close: () => Promise<unknown>;
}

/** What is told of changes of the list. */
export const channel = 'origins';

export const sourceOf = (url: string): OriginSource =>
  url.startsWith('postgres')
    ? postgresSource({ connectionString: url, query: 'select origin from origins', channel })
    : redisSource({ url, key: 'origins', channel });

/** Tries until the store has started. */
export async function connectTo(url: string): Promise<StoreClient> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await (url.startsWith('postgres') ? connectToPostgres(url) : connectToRedis(url));
    } catch (error) {
      if (attempt === 200) throw error;
      await wait(50);
    }
  }
}

async function connectToPostgres(url: string): Promise<StoreClient> {
  const client = new Client({ connectionString: url });
  await client.connect();
  return {
    // As `routecors origins sql` has it.
    prepare: () =>
      client.query(`create table origins (origin text primary key);
        create function told() returns trigger language plpgsql as
          $$ begin perform pg_notify('${channel}', ''); return null; end $$;
        create trigger told after insert or delete on origins
          for each statement execute function told()`),
    add: (origins) => client.query('insert into origins select unnest($1::text[])', [origins]),
    empty: () => client.query('delete from origins'),
    tell: (on) => client.query(`notify ${on}`),
    hear: (on, heard) => {
      client.on('notification', (notification) => {
        if (notification.channel === on) heard();
      });
      return client.query(`listen ${on}`);
    },
    close: () => client.end(),
  };
}

async function connectToRedis(url: string): Promise<StoreClient> {
  const client = createClient({ url });
  await client.connect();
  const told = (): Promise<unknown> => client.publish(channel, '');
  return {
    prepare: async () => undefined,
    add: (origins) =>
      client
        .multi()
        .sAdd('origins', [...origins])
        .publish(channel, '')
        .exec(),
    empty: async () => {
      await client.del('origins');
      await told();
    },
    tell: (on) => client.publish(on, ''),
    hear: (on, heard) => client.subscribe(on, heard),
    close: async () => client.destroy(),
  };
}
