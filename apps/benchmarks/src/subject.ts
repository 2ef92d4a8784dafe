import type { Answer } from './answer.ts';
import type { Ask } from './asks.ts';
import type { OriginList } from './origins.ts';

/** What a contender is made with. */
export interface Setting {
  readonly origins: OriginList;
  readonly routes: number;
}

/** Somebody who does the work. */
export interface Subject {
  /** Does the work once. */
  readonly ask: (ask: Ask) => unknown;
  /** How often it is asked in a row before it gets time for what it has left for later. */
  readonly burst: number;
  readonly answer: (ask: Ask) => Promise<Answer>;
  /** What is known of its answers: ours to the byte, the same origins as ours, or nothing of CORS at all. */
  readonly answers: 'exactly' | 'alike' | 'without CORS';
}

/** Asks `count` times. */
export async function work(subject: Subject, ask: Ask, count: number): Promise<void> {
  let last: unknown;
  for (let done = 0; done < count; done += subject.burst) {
    const end = Math.min(subject.burst, count - done);
    for (let index = 0; index < end; index += 1) last = subject.ask(ask);
    await turn();
  }
  if (last instanceof Promise) await last;
}

/** Lets everything that is due run. */
export const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
