import { createClient } from 'redis';

import { findBinary, isInstalled } from './binary.ts';
import { type Store, freePort, newFolder, storeOf } from './store.ts';

/** Whether Redis can be started here. */
export const hasRedis: boolean = isInstalled('Redis', 'redis-server');

/** A Redis of the test's own, which keeps its data over a kill. Not started yet. */
export async function createRedis(): Promise<Store> {
  const folder = newFolder('redis');
  const port = await freePort();
  const url = `redis://127.0.0.1:${port}`;
  const settings = {
    bind: '127.0.0.1',
    port: String(port),
    dir: folder,
    save: '',
    appendonly: 'yes',
    appendfsync: 'always',
    'notify-keyspace-events': 'Kgsx',
  };
  return storeOf({
    command: findBinary('redis-server') ?? 'redis-server',
    args: Object.entries(settings).flatMap(([name, value]) => [`--${name}`, value]),
    folder,
    port,
    url,
    killSignal: 'SIGKILL',
    ask: () => redisCommand(url, 'PING'),
  });
}

/** Runs commands on a connection of its own, and gives the last answer. */
export async function redisCommand(
  url: string,
  ...commands: readonly (string | readonly string[])[]
): Promise<unknown> {
  const client = createClient({
    url,
    socket: { reconnectStrategy: false },
    disableOfflineQueue: true,
  });
  client.on('error', () => undefined);
  await client.connect();
  try {
    let answer: unknown;
    for (const command of commands) answer = await client.sendCommand([command].flat());
    return answer;
  } finally {
    if (client.isOpen) client.destroy();
  }
}
