import { type ChildProcess, spawn } from 'node:child_process';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import type { Readable } from 'node:stream';

/** A process of ours, which ends with us whatever happens. */
export interface Running {
  readonly child: ChildProcess;
  readonly stop: () => Promise<void>;
}

/**
 * Starts a program that the kernel kills when this process ends, however it ends. Its file
 * descriptor 3 is a pipe that is read here.
 */
export function start(path: string, args: readonly string[], env: NodeJS.ProcessEnv): Running {
  const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', path, ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  child.once('error', () => undefined);
  return {
    child,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill('SIGTERM');
      const patience = setTimeout(() => child.kill('SIGKILL'), 5_000);
      await ended;
      clearTimeout(patience);
    },
  };
}

/** The first line that a process writes to the pipe; a failure if it ends, or after ten seconds. */
export function firstLine({ child }: Running, what: string): Promise<string> {
  const pipe = child.stdio[3] as Readable;
  return new Promise((resolve, reject) => {
    let text = '';
    const fail = (): void => reject(new Error(`${what} did not start.`));
    const patience = setTimeout(fail, 10_000);
    child.once('close', fail);
    pipe.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      if (!text.includes('\n')) return;
      clearTimeout(patience);
      resolve(text.trim());
    });
  });
}

/** A port that nobody listens on, for a program that takes no port 0. */
export async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await new Promise((resolve) => server.close(resolve));
  return port;
}
