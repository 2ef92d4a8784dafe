import { unlessAborted } from '../linked-abort.ts';
import { checkKeys, checkWhole, refuser } from '../list-options.ts';
import { loadPeer } from '../optional-peer.ts';
import type { OriginSource } from '../origin-source.ts';
import { readMembers } from './read-members.ts';
import type { RedisClient, RedisConnection } from './redis-client.ts';
import { subscribe } from './subscribe.ts';

/** Where the set is, and what tells of changes. */
export type RedisSourceOptions = {
  /** The set. Its members are origins; with `keyed`, a tenant's key, a space and an origin. */
  readonly key: string;
  /** Whether members begin with the key of a tenant, as in `acme https://app.acme.example`. Default: `false`. */
  readonly keyed?: boolean;
  /** What is published to when the set has changed. Default: none, the list polls. */
  readonly channel?: string;
  /**
   * Hear of changes by keyspace events instead: the number of the database. The server has to be
   * told to send them: `CONFIG SET notify-keyspace-events Kgsx`.
   */
  readonly keyspace?: number;
} & (
  | {
      /** A client of the package `redis`. It stays yours: what is opened here are connections like its own. */
      readonly client: RedisClient;
      readonly url?: never;
    }
  | { readonly url: string; readonly client?: never }
);

/** The members of a set. Changes are told by a channel, heard on a connection of its own; what was missed is found by polling. */
export function redisSource(options: RedisSourceOptions): OriginSource {
  checkKeys('redisSource', options, ['key', 'keyed', 'channel', 'keyspace', 'client', 'url']);
  const { key, keyed = false, channel, keyspace, client, url } = options;
  const refuse = refuser('redisSource');
  if (typeof key !== 'string' || key === '') refuse('key', key, "the key of a set, 'origins' say");
  if (channel !== undefined && keyspace !== undefined) {
    refuse('keyspace', keyspace, 'a channel, or the number of a database, one of the two');
  }
  if (channel !== undefined && (typeof channel !== 'string' || channel === '')) {
    refuse('channel', channel, 'the name of a channel');
  }
  if (keyspace !== undefined) checkWhole(refuse, 'keyspace', keyspace, 0, 2 ** 31);
  if ((client === undefined) === (url === undefined)) {
    refuse(
      client === undefined ? 'client' : 'url',
      client === undefined ? undefined : '(not shown)',
      'a client, or a URL, one of the two',
    );
  }
  const heard = keyspace === undefined ? channel : `__keyspace@${keyspace}__:${key}`;
  const newConnection = async (): Promise<RedisConnection> =>
    client === undefined ? connectionTo(url) : client.duplicate();
  let own: Promise<RedisConnection> | undefined;
  let current: RedisConnection | undefined;

  const letGo = (): void => {
    const ended = own;
    own = undefined;
    // Not waited for: it may still be connecting, to nobody.
    ended?.then(destroy, () => undefined);
  };

  const open = async (): Promise<RedisConnection> => {
    const connection = await newConnection();
    // What breaks while nobody asks is another by the time somebody does.
    connection.on('error', () => {
      destroy(connection);
      if (current === connection) own = undefined;
    });
    await connection.connect();
    current = connection;
    return connection;
  };

  return {
    name: key,
    load: async (signal) => {
      try {
        const connection = await unlessAborted((own ??= open()), signal);
        // A server that boots waits for this, and perhaps for nothing else.
        connection.ref();
        const send = (...command: readonly string[]): Promise<unknown> =>
          unlessAborted(connection.sendCommand([...command]), signal);
        const found = await readMembers(key, send);
        connection.unref();
        return keyed ? found.map(keyedEntry) : found;
      } catch (error) {
        // What failed once is not used again: a connection that hangs would hang the next load.
        letGo();
        throw error;
      }
    },
    ...(heard !== undefined && {
      subscribe: async (changed: () => void, signal: AbortSignal) =>
        subscribe(await newConnection(), heard, changed, signal),
    }),
    close: async () => letGo(),
  };
}

function destroy(connection: RedisConnection): void {
  if (connection.isOpen) connection.destroy();
}

/** A member without a key is left to the list to report. */
function keyedEntry(member: string): unknown {
  const space = member.lastIndexOf(' ');
  if (space === -1) return member;
  return { key: member.slice(0, space), origin: member.slice(space + 1) };
}

async function connectionTo(url: string): Promise<RedisConnection> {
  const { createClient } = await loadPeer(() => import('redis'), 'redisSource', 'redis');
  return createClient({
    url,
    disableOfflineQueue: true,
    // Connected again is when it is asked again.
    socket: { connectTimeout: 10_000, reconnectStrategy: false },
  });
}
