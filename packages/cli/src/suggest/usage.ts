import { linesOf } from './lines-of.ts';
import { type Use, usesOf } from './use.ts';

/** What a log tells of, added up. */
export interface Usage {
  /** By route and then by origin, how often it was granted. */
  readonly granted: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** The same of what was denied. */
  readonly denied: ReadonlyMap<string, ReadonlyMap<string, number>>;
  readonly lines: number;
  /** Lines that tell of no decision. */
  readonly others: number;
  /** Requests to paths without a route. */
  readonly unrouted: number;
  /** Uses that were left out, since there were too many pairs of route and origin. */
  readonly tooMany: number;
}

/** Pairs of route and origin that are kept. A flood of made-up origins fills no memory. */
const mostPairs = 20_000;

/** Reads a log to its end. */
export async function readUsage(pieces: AsyncIterable<string>): Promise<Usage> {
  const granted = new Map<string, Map<string, number>>();
  const denied = new Map<string, Map<string, number>>();
  const sums = { lines: 0, others: 0, unrouted: 0, tooMany: 0 };
  let pairs = 0;

  const add = ({ route, origin, count, isGranted }: Use): void => {
    if (route === undefined) {
      sums.unrouted += count;
      return;
    }
    const routes = isGranted ? granted : denied;
    const counts = routes.get(route) ?? new Map<string, number>();
    const known = counts.get(origin);
    if (known === undefined) {
      if (pairs >= mostPairs) {
        sums.tooMany += count;
        return;
      }
      pairs += 1;
    }
    counts.set(origin, (known ?? 0) + count);
    routes.set(route, counts);
  };

  for await (const line of linesOf(pieces)) {
    sums.lines += 1;
    const uses = usesOf(line);
    if (uses === undefined) sums.others += 1;
    for (const use of uses ?? []) add(use);
  }
  return { granted, denied, ...sums };
}
