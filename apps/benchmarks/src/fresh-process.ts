import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { Sample } from './measure.ts';

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

/** For such a script: processor time since `before`, and all that is then on the heap. */
export function spent(before: NodeJS.CpuUsage): Booted {
  const { user, system } = process.cpuUsage(before);
  globalThis.gc?.();
  return { nanoseconds: (user + system) * 1_000, held: process.memoryUsage().heapUsed };
}

/** For such a script: tells what it took. */
export function report(booted: Booted): void {
  process.send?.(booted);
  process.disconnect();
}

/** For such a script: does it once, and tells what that took. Returns what was made, which is so held till it was counted. */
export async function tell<Made>(make: () => Made | Promise<Made>): Promise<Made> {
  globalThis.gc?.();
  const before = process.memoryUsage().heapUsed;
  const start = process.cpuUsage();
  const made = await make();
  const { user, system } = process.cpuUsage(start);
  globalThis.gc?.();
  report({
    nanoseconds: (user + system) * 1_000,
    held: process.memoryUsage().heapUsed - before,
  });
  return made;
}

/** Each in its turn, round by round, in an order that moves on by one. */
export async function takeTurns(
  rounds: number,
  boots: Readonly<Record<string, () => Promise<Booted>>>,
): Promise<Readonly<Record<keyof Booted, readonly Sample[]>>> {
  const taken = Object.entries(boots).map(([name, run]) => ({ name, run, all: [] as Booted[] }));
  for (let round = 0; round < rounds; round += 1) {
    for (let turn = 0; turn < taken.length; turn += 1) {
      const mine = taken[(turn + round) % taken.length];
      mine?.all.push(await mine.run());
    }
  }
  const samplesOf = (what: keyof Booted): readonly Sample[] =>
    taken.map(({ name, all }) => ({
      name,
      rounds: all.map((booted) => booted[what]),
      bytes: undefined,
    }));
  return { nanoseconds: samplesOf('nanoseconds'), held: samplesOf('held') };
}
