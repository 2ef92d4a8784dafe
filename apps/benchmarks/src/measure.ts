import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

import type { AskName } from './asks.ts';
import type { Contender } from './contender.ts';
import { quantile } from './quantile.ts';
import type { Order } from './worker.ts';

/** What one contender took, one number for each round. */
export interface Sample {
  readonly name: string;
  readonly rounds: readonly number[];
  /** Bytes allocated by one operation, where they were counted. */
  readonly bytes: number | undefined;
  /** It is what was left when another one's was taken away. */
  readonly isDifference?: boolean;
}

export interface Effort {
  /** Of each contender, one after the other: two of one program may differ by more than two programs do. */
  readonly processes: number;
  /** In each process; every contender has its turn in each. */
  readonly rounds: number;
  /** How long one turn takes, in milliseconds. */
  readonly turn: number;
}

interface Worker {
  readonly contender: Contender;
  readonly child: ChildProcess;
}

/**
 * Lets the contenders take turns, so that whatever else the machine does hits all of them; the order
 * moves on by one in each round. Nanoseconds an operation.
 */
export async function measure<Name extends AskName>(
  contenders: readonly Contender[],
  asks: readonly Name[],
  effort: Effort,
): Promise<Readonly<Record<Name, readonly Sample[]>>> {
  const runs = new Map<Name, (readonly Sample[])[]>(asks.map((ask) => [ask, []]));
  for (let process = 0; process < effort.processes; process += 1) {
    const workers = await Promise.all(contenders.map((contender) => startWorker(contender, asks)));
    try {
      for (const [ask, taken] of runs) taken.push(await takeTurns(workers, ask, effort));
    } finally {
      for (const { child } of workers) child.kill();
    }
  }
  const pooled = [...runs].map(([ask, taken]) => [ask, pool(contenders, taken)]);
  return Object.fromEntries(pooled) as Record<Name, readonly Sample[]>;
}

/** One sample of each contender, of those from its processes. */
function pool(
  contenders: readonly Contender[],
  runs: readonly (readonly Sample[])[],
): readonly Sample[] {
  return contenders.map(({ name }, index) => {
    const all = runs.flatMap((samples) => samples[index] ?? []);
    return {
      name,
      rounds: all.flatMap(({ rounds }) => rounds),
      bytes: quantile(
        all.flatMap(({ bytes }) => bytes ?? []),
        0.5,
      ),
    };
  });
}

async function takeTurns(
  workers: readonly Worker[],
  ask: AskName,
  { rounds, turn }: Effort,
): Promise<readonly Sample[]> {
  const taken = new Map<Worker, number[]>(workers.map((worker) => [worker, []]));
  for (let round = 0; round < rounds; round += 1) {
    const first = round % workers.length;
    for (const worker of [...workers.slice(first), ...workers.slice(0, first)]) {
      taken.get(worker)?.push(await order(worker, { ask, want: 'nanoseconds', turn }));
    }
  }
  // Side by side: bytes do not depend on what else the machine does.
  return Promise.all(
    workers.map(async (worker) => ({
      name: worker.contender.name,
      rounds: taken.get(worker) ?? [],
      bytes: await order(worker, { ask, want: 'bytes', turn }),
    })),
  );
}

async function startWorker(contender: Contender, asks: readonly AskName[]): Promise<Worker> {
  // A young generation that is big enough to count what is allocated.
  const execArgv = ['--min-semi-space-size=16'];
  const script = fileURLToPath(new URL('./worker.js', import.meta.url));
  const child = fork(script, [JSON.stringify([contender, asks])], { execArgv });
  const worker = { contender, child };
  await message(worker);
  return worker;
}

async function order(worker: Worker, what: Order): Promise<number> {
  worker.child.send(what);
  return Number(await message(worker));
}

/** The next message of a worker; it does not wait for one that has died. */
async function message({ contender, child }: Worker): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const died = async (): Promise<never> => {
    await once(child, 'exit', { signal });
    throw new Error(`${contender.platform}: ${contender.name} died.`);
  };
  try {
    const [value] = (await Promise.race([once(child, 'message', { signal }), died()])) as [unknown];
    return value;
  } finally {
    over.abort();
  }
}
