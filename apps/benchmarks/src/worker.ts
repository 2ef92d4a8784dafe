import { checkAnswer } from './answer.ts';
import { type AskName, asks } from './asks.ts';
import { type Contender, makeSubject } from './contender.ts';
import { quantile } from './quantile.ts';
import { work } from './subject.ts';

/** What a worker is told to do next: one turn, of about so many milliseconds. */
export interface Order {
  readonly ask: AskName;
  readonly want: 'nanoseconds' | 'bytes';
  readonly turn: number;
}

// One contender in a process of its own: code that several of them share would be compiled for all of
// them, and whoever came first would be ahead. It says when it is ready, then answers one number an order.
const [contender, asked] = JSON.parse(process.argv[2] ?? '') as [Contender, readonly AskName[]];
const subject = await makeSubject(contender);
for (const ask of asked) await checkAnswer(subject, ask);
await warmUp();
const counts = new Map<AskName, number>();
process.on('message', (order: Order) => {
  const { ask, want, turn } = order;
  void (want === 'bytes' ? allocated(ask) : nanoseconds(ask, turn)).then((number) =>
    process.send?.(number),
  );
});
process.send?.('ready');

/** All requests in turn, as a server sees them, until what is compiled has settled. */
async function warmUp(): Promise<void> {
  const end = process.cpuUsage().user + 120_000 * asked.length;
  while (process.cpuUsage().user < end) {
    for (const ask of asked) await work(subject, asks[ask], 200);
  }
}

async function nanoseconds(ask: AskName, turn: number): Promise<number> {
  const count = counts.get(ask) ?? (await calibrate(ask, turn));
  counts.set(ask, count);
  return (await time(ask, count)) / count;
}

/** How often the work is done in `turn` milliseconds. */
async function calibrate(ask: AskName, turn: number): Promise<number> {
  for (let count = 64; ; count *= 2) {
    const taken = await time(ask, count);
    if (taken > turn * 500_000) return Math.ceil((count * turn * 1e6) / taken);
  }
}

/** Nanoseconds of processor time, whatever else the machine has to do meanwhile. */
async function time(ask: AskName, count: number): Promise<number> {
  const start = process.cpuUsage();
  await work(subject, asks[ask], count);
  const { user, system } = process.cpuUsage(start);
  return (user + system) * 1_000;
}

/** Few enough operations for the young generation: most often nothing is collected while they are counted. */
async function allocated(ask: AskName): Promise<number> {
  const count = 400;
  const bytes: number[] = [];
  for (let round = 0; round < 9; round += 1) {
    const before = process.memoryUsage().heapUsed;
    await work(subject, asks[ask], count);
    bytes.push((process.memoryUsage().heapUsed - before) / count);
  }
  return Math.max(0, quantile(bytes, 0.5));
}
