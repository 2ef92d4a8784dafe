/** One of several ways to do the same work. */
export interface Contender {
  readonly name: string;
  /** Does the work `count` times. */
  readonly run: (count: number) => void | Promise<void>;
}

/** Nanoseconds an operation, one number for each round. */
export interface Sample {
  readonly name: string;
  readonly rounds: readonly number[];
  /** Bytes allocated by one operation, where they were counted. */
  readonly bytes: number | undefined;
}

export interface Effort {
  /** Rounds, in each of which every contender has its turn. */
  readonly rounds: number;
  /** How long one turn takes, in milliseconds. */
  readonly turn: number;
}

/**
 * Lets the contenders take turns, so that whatever else the machine does hits all of them; the order
 * moves on by one in each round, since a turn inherits the garbage of the one before.
 */
export async function measure(
  contenders: readonly Contender[],
  effort: Effort,
): Promise<readonly Sample[]> {
  const entries = [];
  for (const contender of contenders) {
    // Twice: the first run is of code that is still being compiled.
    await calibrate(contender, effort.turn);
    entries.push({
      contender,
      count: await calibrate(contender, effort.turn),
      rounds: [] as number[],
    });
  }
  for (let round = 0; round < effort.rounds; round += 1) {
    const order = [
      ...entries.slice(round % entries.length),
      ...entries.slice(0, round % entries.length),
    ];
    for (const { contender, count, rounds } of order) rounds.push(await time(contender, count));
  }
  const samples: Sample[] = [];
  for (const { contender, rounds } of entries) {
    samples.push({ name: contender.name, rounds, bytes: await allocated(contender) });
  }
  return samples;
}

/** How often the work is done in `turn` milliseconds. */
async function calibrate(contender: Contender, turn: number): Promise<number> {
  let count = 64;
  for (;;) {
    const nanoseconds = (await time(contender, count)) * count;
    if (nanoseconds > turn * 500_000) return Math.ceil((count * turn * 1e6) / nanoseconds);
    count *= 2;
  }
}

async function time({ run }: Contender, count: number): Promise<number> {
  const start = process.hrtime.bigint();
  await run(count);
  return Number(process.hrtime.bigint() - start) / count;
}

/** Few enough operations for the young generation: nothing is collected while they are counted. */
async function allocated({ run }: Contender): Promise<number> {
  const count = 1_000;
  const bytes: number[] = [];
  for (let round = 0; round < 5; round += 1) {
    globalThis.gc?.();
    const before = process.memoryUsage().heapUsed;
    await run(count);
    bytes.push((process.memoryUsage().heapUsed - before) / count);
  }
  return Math.max(0, quantile(bytes, 0.5));
}

/** The value below which a share of `values` lies. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  const place = (sorted.length - 1) * share;
  const low = sorted[Math.floor(place)] ?? Number.NaN;
  const high = sorted[Math.ceil(place)] ?? Number.NaN;
  return low + (high - low) * (place % 1);
}
