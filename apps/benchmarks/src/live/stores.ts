import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync } from 'node:fs';
import { chown, rm } from 'node:fs/promises';
import { type AddressInfo, connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

/** A store that was started for this run, with its data in a temporary folder. */
export interface RunningStore {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

/** PostgreSQL does not run as root; then it runs as nobody. */
const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** `undefined` where PostgreSQL is not installed. */
export async function startPostgres(): Promise<RunningStore | undefined> {
  const [initdb, postgres] = [find('initdb'), find('postgres')];
  if (initdb === undefined || postgres === undefined) return undefined;
  const folder = await newFolder();
  const [data, port] = [join(folder, 'data'), await freePort()];
  const create = ['-D', data, '-U', 'test', '-A', 'trust', '--no-sync'];
  await promisify(execFile)(initdb, create, { cwd: folder, ...nobody });
  const settings = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'fsync=off'];
  const args = ['-D', data, '-p', String(port), ...settings.flatMap((each) => ['-c', each])];
  return running(postgres, args, folder, port, `postgres://test@127.0.0.1:${port}/postgres`);
}

/** `undefined` where Redis is not installed. */
export async function startRedis(): Promise<RunningStore | undefined> {
  const server = find('redis-server');
  if (server === undefined) return undefined;
  const [folder, port] = [await newFolder(), await freePort()];
  const args = ['--bind', '127.0.0.1', '--port', String(port), '--save', ''];
  return running(server, args, folder, port, `redis://127.0.0.1:${port}`);
}

async function running(
  command: string,
  args: readonly string[],
  folder: string,
  port: number,
  url: string,
): Promise<RunningStore> {
  const child = spawn(command, args, { cwd: folder, stdio: 'ignore', ...nobody });
  const exited = once(child, 'exit');
  await Promise.race([listening(port), exited.then(() => died(command, child))]);
  return {
    url,
    stop: async () => {
      child.kill('SIGINT');
      await exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const died = (command: string, { exitCode }: ChildProcess): never => {
  throw new Error(`${command} ended with ${String(exitCode)} before it listened.`);
};

async function listening(port: number): Promise<void> {
  for (;;) {
    const socket = connect(port, '127.0.0.1');
    try {
      await once(socket, 'connect');
      return;
    } catch {
      await wait(20);
    } finally {
      socket.destroy();
    }
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

async function newFolder(): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'routecors-bench-'));
  if (nobody.uid !== undefined) await chown(folder, nobody.uid, nobody.gid);
  return folder;
}

/** Debian keeps PostgreSQL's programs out of the PATH. */
function find(name: string): string | undefined {
  const debian = '/usr/lib/postgresql';
  const versions = existsSync(debian) ? readdirSync(debian).toSorted().toReversed() : [];
  const folders = [
    ...versions.map((version) => join(debian, version, 'bin')),
    ...(process.env['PATH'] ?? '').split(delimiter),
  ];
  return folders.map((folder) => join(folder, name)).find((path) => existsSync(path));
}
