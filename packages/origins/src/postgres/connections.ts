import { delay } from '../delay.ts';
import { unlessAborted } from '../linked-abort.ts';
import { loadPeer } from '../optional-peer.ts';
import type { ClientClass, OwnClient, PostgresPool } from './postgres-client.ts';
import { endReading, readRows } from './read-rows.ts';

/** Rows as entries of a list. */
type EntriesOf = (rows: Rows) => Rows;

/** How long to wait for the end of a connection: milliseconds. */
const farewell = 1000;

type Rows = readonly unknown[];

/** How a database is asked, and heard. */
export interface Connections {
  /** Gives the rows of a query, as entries. When the signal aborts, its connection ends, and so the query. */
  readonly ask: (query: string, signal: AbortSignal) => Promise<Rows>;
  /** One more client, not connected, to listen with. */
  readonly newClient: () => Promise<OwnClient>;
  readonly end: () => Promise<void>;
}

/** Those of somebody's pool: it stays theirs. */
export function lentConnections(pool: PostgresPool, entriesOf: EntriesOf): Connections {
  const own: unknown = Reflect.get(pool, 'Client');
  return {
    ask: async (query, signal) => {
      const client = await pool.connect();
      let isReleased = false;
      const release = (destroy: boolean): void => {
        if (!isReleased) client.release(destroy);
        isReleased = true;
      };
      const giveUp = (): void => release(true);
      // A pool looks after clients only while they are in it: an outage would end the process.
      client.on('error', giveUp);
      signal.addEventListener('abort', giveUp, { once: true });
      const handBack = async (): Promise<void> => {
        try {
          if (!isReleased) await client.query(endReading);
          release(false);
        } catch {
          giveUp();
        }
        signal.removeEventListener('abort', giveUp);
        client.off('error', giveUp);
      };
      try {
        signal.throwIfAborted();
        return await readRows(query, (sql) => client.query(sql), entriesOf);
      } finally {
        void handBack();
      }
    },
    newClient: async () => {
      const Client = typeof own === 'function' ? (own as ClientClass) : await loadClient();
      return new Client(pool.options);
    },
    end: async () => undefined,
  };
}

/** One to ask with, made when it is needed, and another whenever it has failed. */
export function ownConnections(connectionString: string, entriesOf: EntriesOf): Connections {
  let current: OwnClient | undefined;
  /** When what was asked last is over and done with: one thing at a time is all that a client does. */
  let ended: Promise<unknown> = Promise.resolve();

  const newClient = async (): Promise<OwnClient> => {
    const Client = await loadClient();
    return new Client({ connectionString, keepAlive: true, connectionTimeoutMillis: 10_000 });
  };

  const drop = async (): Promise<void> => {
    const dropped = current;
    current = undefined;
    ended = Promise.resolve();
    if (dropped === undefined) return;
    const gone = dropped.end().catch(() => undefined);
    // A farewell is not answered by a server that is gone.
    await Promise.race([gone, delay(farewell, new AbortController().signal)]);
  };

  const connected = async (signal: AbortSignal): Promise<OwnClient> => {
    if (current !== undefined) return current;
    const client = await newClient();
    current = client;
    // It may break while nobody asks, and is another by the time somebody does.
    const forget = (): void => {
      if (current === client) current = undefined;
    };
    client.on('error', forget);
    client.on('end', forget);
    await unlessAborted(client.connect(), signal);
    return client;
  };

  return {
    ask: async (query, signal) => {
      try {
        await unlessAborted(ended, signal);
        const client = await connected(signal);
        // A server that boots waits for this, and perhaps for nothing else.
        client.ref();
        const rows = await readRows(
          query,
          (sql) => unlessAborted(client.query(sql), signal),
          entriesOf,
        );
        ended = client.query(endReading).then(() => client.unref(), drop);
        return rows;
      } catch (error) {
        // Without waiting for a farewell: the other end may be gone.
        void drop();
        throw error;
      }
    },
    newClient,
    end: drop,
  };
}

async function loadClient(): Promise<ClientClass> {
  const pg = await loadPeer(() => import('pg'), 'postgresSource', 'pg');
  // Its types leave out ref and unref.
  return pg.default.Client as unknown as ClientClass;
}
