import type { Reason } from '../decide/reason.ts';
import { show } from '../policy/issue.ts';
import type { CountedDenial, Denial } from './denial.ts';

/** What was counted in one period and not written line by line. */
export interface DenialSummary {
  /** The commonest, commonest first; at most {@link mostListed}. */
  readonly denials: readonly CountedDenial[];
  /** How many there were, those that are not listed included. */
  readonly total: number;
  /** The same as a sentence. */
  readonly message: string;
}

/** Writes each denial once, and counts it from then on. */
export interface DenialLog {
  /**
   * Notes a denial, and says whether it is new and deserves a line of its own now.
   *
   * @param asked what was asked for, for {@link DenialLog.again}
   */
  readonly note: (denial: Denial, asked?: Asked) => boolean;
  /**
   * Counts a denial that is the very same as the last one of its origin, without looking for its route:
   * most denials are, and each costs as little as a look into a map. `false` where it has to be noted.
   */
  readonly again: (asked: Asked) => boolean;
  /** Writes what was counted, and stops counting: for the end of the server. */
  readonly close: () => void;
}

/** Milliseconds between two summaries. */
const period = 60_000;
/** How many denials are told apart. Beyond them they are counted together, by route and reason. */
const mostKnown = 1_000;
/** What is longer together is never counted without looking: memory is bounded, whatever strangers send. */
const longestAsked = 500;
/** How many lines of their own a period has. A flood of random origins fills no disk. */
const mostLines = 20;
/** How many denials a summary lists. */
const mostListed = 10;

/** A request as it came, less what makes no difference to its route. */
export interface Asked {
  readonly method: string;
  readonly url: string;
  readonly origin: string | undefined;
  readonly reason: Reason;
  readonly policy: object;
}

/** The last denial of an origin. */
interface Recent {
  readonly asked: Asked;
  readonly entry: Entry;
}

interface Entry {
  readonly denial: Denial;
  count: number;
}

/**
 * A log of denials that costs the same whoever asks: one line for each route, origin and reason, then
 * one summary a minute, in bounded memory. No timer runs while nothing is denied.
 *
 * @param write takes each summary
 */
export function createDenialLog(write: (summary: DenialSummary) => void): DenialLog {
  const known = new Map<string, Entry>();
  const crowd = new Map<string, Entry>();
  const recent = new Map<string | undefined, Recent>();
  let lines = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const summarize = (): void => {
    timer = undefined;
    lines = 0;
    recent.clear();
    const entries = [...known.values(), ...crowd.values()].filter(({ count }) => count > 0);
    // Who did not come back makes room, so that a flood that is over leaves nothing behind.
    if (known.size >= mostKnown) forgetIdle(known);
    crowd.clear();
    if (entries.length === 0) return;
    const summary = summaryOf(entries);
    for (const entry of known.values()) entry.count = 0;
    write(summary);
  };

  const begin = (): void => {
    if (timer !== undefined) return;
    timer = setTimeout(summarize, period);
    // A log keeps no process alive. Only Node has this.
    (timer as { unref?: () => void }).unref?.();
  };

  /** Many requests have one denial: origins that differ behind what is kept of them, or a new URL each time. */
  const remember = (asked: Asked, entry: Entry): void => {
    const { origin, url } = asked;
    if ((origin?.length ?? 0) + url.length > longestAsked) return;
    if (recent.size < mostKnown || recent.has(origin)) recent.set(origin, { asked, entry });
  };

  return {
    again: (asked) => {
      const last = recent.get(asked.origin);
      if (last === undefined || !isSame(last.asked, asked)) return false;
      begin();
      last.entry.count += 1;
      return true;
    },
    note: (denial, asked) => {
      begin();
      const key = keyOf(denial);
      const entry = known.get(key);
      if (entry !== undefined) {
        entry.count += 1;
        if (asked !== undefined) remember(asked, entry);
        return false;
      }
      if (known.size >= mostKnown) {
        countIn(crowd, { ...denial, origin: undefined });
        return false;
      }
      const isTold = lines < mostLines;
      // What had no line is in the summary.
      known.set(key, { denial, count: isTold ? 0 : 1 });
      if (isTold) lines += 1;
      return isTold;
    },
    close: () => {
      clearTimeout(timer);
      summarize();
    },
  };
}

function isSame(a: Asked, b: Asked): boolean {
  return a.url === b.url && a.method === b.method && a.reason === b.reason && a.policy === b.policy;
}

function countIn(entries: Map<string, Entry>, denial: Denial): void {
  const key = keyOf(denial);
  const entry = entries.get(key);
  if (entry !== undefined) entry.count += 1;
  // Methods and shadows times reasons times routes: bounded by what is routed, but for made-up methods.
  else if (entries.size < mostKnown) entries.set(key, { denial, count: 1 });
}

function forgetIdle(known: Map<string, Entry>): void {
  for (const [key, { count: times }] of known) if (times === 0) known.delete(key);
}

/** No part of it holds a line break: origins and methods arrive in header lines. */
function keyOf({ route, origin, reason, isShadow }: Denial): string {
  return `${isShadow ? 'shadow' : ''}\n${reason}\n${origin ?? ''}\n${route}`;
}

function summaryOf(entries: readonly Entry[]): DenialSummary {
  const total = entries.reduce((sum, { count: times }) => sum + times, 0);
  const denials = entries
    .toSorted((a, b) => b.count - a.count)
    .slice(0, mostListed)
    .map(({ denial, count: times }) => ({ ...denial, count: times }));
  const listed = denials.reduce((sum, { count: times }) => sum + times, 0);
  const parts = denials.map(
    ({ route, origin, reason, isShadow, count: times }) =>
      `${times} × ${route} from ${origin === undefined ? 'many origins' : show(origin)} (${isShadow ? 'shadow, ' : ''}${reason})`,
  );
  if (total > listed) parts.push(`${total - listed} others`);
  return {
    denials,
    total,
    message: `CORS denied ${total} more ${total === 1 ? 'request' : 'requests'} since the last summary: ${parts.join('; ')}.`,
  };
}
