import { fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** A set-up that runs in a process of its own, as its owner would start it. */
export interface Started {
  readonly url: string;
  readonly stop: () => Promise<void>;
}

const setups = fileURLToPath(new URL('../setups', import.meta.url));
const entries = ['src/main.ts', 'server.js', 'server.ts', 'server.mts'];

/** Starts `before` or `after` of a set-up. */
export async function startSetup(folder: string, env: Record<string, string>): Promise<Started> {
  const entry = entries.map((name) => join(folder, name)).find((path) => existsSync(path));
  if (entry === undefined) throw new Error(`${folder} has none of ${entries.join(', ')}.`);
  const child = fork(entry, {
    // Where the settings for decorators are.
    cwd: setups,
    env: { ...process.env, ...env },
    execArgv: [
      '--conditions=@routecors/source',
      // Nest's decorators need the one, and `require` of a package's source the other.
      `--import=${import.meta.resolve(entry.endsWith('main.ts') ? '@oxc-node/core/register' : 'tsx')}`,
      `--import=${new URL('any-port.mjs', import.meta.url).href}`,
    ],
    silent: true,
  });
  let log = '';
  child.stdout?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (log += chunk.toString()));
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const port = await new Promise<number>((resolve, reject) => {
    child.once('message', (message) => resolve((message as { port: number }).port));
    child.once('error', reject);
    child.once('exit', (code) => reject(new Error(`${entry} ended with ${code}:\n${log}`)));
  });
  return {
    url: `http://127.0.0.1:${port}`,
    stop: async () => {
      child.kill();
      await gone;
    },
  };
}
