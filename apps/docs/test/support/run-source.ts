import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

/** What makes Node load TypeScript. Of the two only oxc writes the metadata that Nest's injector reads. */
export type Loader = 'tsx' | '@oxc-node/core/register';

/** Workspace packages from source. */
const argsOf = (loader: Loader): readonly string[] => [
  '--conditions=@routecors/source',
  '--import',
  loader,
];

const cliMain = join(import.meta.dirname, '../../../../packages/cli/src/main.ts');

/** Runs `npx @routecors/cli …`, and gives all that it prints, whatever its exit status. */
export function runCli(args: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    const env = { ...process.env, NO_COLOR: '1' };
    execFile(process.execPath, [...argsOf('tsx'), cliMain, ...args], { env }, (_error, out, err) =>
      resolve(`${out}${err}`),
    );
  });
}

export interface RunningServer {
  readonly port: string;
  readonly close: () => Promise<void>;
}

/** Runs a file that prints the address it listens on, on a port that the system chooses. */
export async function startServer(file: string, loader: Loader): Promise<RunningServer> {
  const child = spawn(process.execPath, [...argsOf(loader), file], {
    env: { ...process.env, PORT: '0', NODE_ENV: 'development' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const close = async (): Promise<void> => await stop(child);
  for await (const line of createInterface({ input: child.stdout })) {
    const port = /^http:\/\/\S+:(\d+)$/.exec(line)?.[1];
    if (port !== undefined) {
      child.stdout.resume();
      return { port, close };
    }
  }
  await close();
  throw new Error(`${file} has ended without an address.`);
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill();
  await once(child, 'exit');
}
