import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';

import { Client } from 'pg';

import { findBinary, isInstalled } from './binary.ts';
import { type Store, freePort, newFolder, nobody, storeOf } from './store.ts';

/** Whether PostgreSQL can be started here. */
export const hasPostgres: boolean = isInstalled('PostgreSQL', 'initdb', 'postgres');

/** A PostgreSQL of the test's own, with its data in a temporary folder. Not started yet. */
export async function createPostgres(): Promise<Store> {
  const folder = newFolder('postgres');
  const data = join(folder, 'data');
  const port = await freePort();
  const url = `postgres://test@127.0.0.1:${port}/postgres`;
  await promisify(execFile)(
    findBinary('initdb') ?? 'initdb',
    ['-D', data, '-U', 'test', '-A', 'trust', '-E', 'UTF8', '--no-locale', '--no-sync'],
    { cwd: folder, ...nobody },
  );
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    // The machine does not lose power here.
    fsync: 'off',
    shared_buffers: '16MB',
  };
  return storeOf({
    command: findBinary('postgres') ?? 'postgres',
    args: [
      '-D',
      data,
      ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
    ],
    folder,
    port,
    url,
    // An "immediate shutdown": all its processes are gone at once, as after a crash.
    killSignal: 'SIGQUIT',
    ask: () => runSql(url, 'select 1'),
  });
}

/** Runs SQL on a connection of its own. */
export async function runSql(url: string, sql: string): Promise<void> {
  const client = new Client({ connectionString: url });
  // A server that is killed meanwhile says so here as well.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end().catch(() => undefined);
  }
}
