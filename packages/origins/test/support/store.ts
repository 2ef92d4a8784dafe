import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** A store that a test starts, kills and starts again, always on the same port and with the same data. */
export interface Store {
  readonly port: number;
  readonly url: string;
  readonly start: () => Promise<void>;
  /** Ends it at once: connections break, nothing is said. */
  readonly kill: () => Promise<void>;
  /** Ends it, and removes its data. */
  readonly remove: () => Promise<void>;
}

/** PostgreSQL does not run as root; then it runs as nobody. */
export const nobody: { readonly uid?: number; readonly gid?: number } =
  process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};

/** A folder that the store may write to. */
export function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `routecors-${name}-`));
  if (nobody.uid !== undefined && nobody.gid !== undefined) {
    chownSync(folder, nobody.uid, nobody.gid);
  }
  return folder;
}

/** A port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** How a store is run. */
interface Program {
  readonly command: string;
  readonly args: readonly string[];
  readonly folder: string;
  readonly port: number;
  readonly url: string;
  readonly killSignal: NodeJS.Signals;
  /** Rejects while it does not answer yet. */
  readonly ask: () => Promise<unknown>;
}

export function storeOf({ command, args, folder, port, url, killSignal, ask }: Program): Store {
  let child: ChildProcess | undefined;
  let output = '';

  const kill = async (): Promise<void> => {
    const running = child;
    child = undefined;
    if (running === undefined || running.exitCode !== null || running.signalCode !== null) return;
    running.kill(killSignal);
    await once(running, 'exit');
  };

  return {
    port,
    url,
    start: async () => {
      const deadline = Date.now() + 60_000;
      for (;;) {
        if (child === undefined || child.exitCode !== null) {
          child = spawn(command, args, {
            cwd: folder,
            stdio: ['ignore', 'pipe', 'pipe'],
            ...nobody,
          });
          output = '';
          child.stdout?.on('data', (chunk) => (output += String(chunk)));
          child.stderr?.on('data', (chunk) => (output += String(chunk)));
        }
        try {
          await ask();
          return;
        } catch (cause) {
          if (Date.now() > deadline)
            throw new Error(`${command} did not start:\n${output}`, { cause });
        }
        await wait(20);
      }
    },
    kill,
    remove: async () => {
      await kill();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
