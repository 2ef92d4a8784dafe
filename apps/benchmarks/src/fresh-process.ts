import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** What something took that is done once: processor time, all threads together, in a process that has done nothing else. */
export interface Booted {
  readonly nanoseconds: number;
  /** Bytes held afterwards. */
  readonly held: number;
}

/** Runs a script in a process of its own, and returns the one thing that it sends. */
export async function inFreshProcess(script: URL, ...args: readonly string[]): Promise<Booted> {
  const child = fork(fileURLToPath(script), args, { execArgv: ['--expose-gc'] });
  const ended = once(child, 'exit');
  const [booted] = (await Promise.race([
    once(child, 'message'),
    ended.then(([code]) => {
      throw new Error(
        `${script.href} ${args.join(' ')} ended with ${String(code)}, and told nothing.`,
      );
    }),
  ])) as [Booted];
  await ended;
  return booted;
}

/** For such a script: does it once, and tells what that took. Returns what was made, which is so held till it was counted. */
export async function tell<Made>(make: () => Made | Promise<Made>): Promise<Made> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  const made = await make();
  const { user, system } = process.cpuUsage(start);
  globalThis.gc?.();
  process.send?.({
    nanoseconds: (user + system) * 1_000,
    held: process.memoryUsage().heapUsed - before,
  });
  process.disconnect();
  return made;
}
