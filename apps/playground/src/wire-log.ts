import type { WireExchange } from './relay.ts';

/** One exchange, and what the server said of it. */
export interface LoggedExchange extends WireExchange {
  /** The sentence that explains the server's decision. */
  readonly why: string | undefined;
}

/** What went over the wire, by the attempt that the page put into the address. */
export interface WireLog {
  readonly addExchange: (exchange: WireExchange) => void;
  readonly addReason: (url: string, why: string) => void;
  /** All exchanges of an attempt so far; they are kept for the newest attempts only. */
  readonly read: (attempt: string) => readonly LoggedExchange[];
}

/** The page is used by hand: this is a long memory. */
const keptAttempts = 100;

/** An empty log. */
export function createWireLog(): WireLog {
  const attempts = new Map<string, { exchanges: WireExchange[]; reasons: string[] }>();
  const entry = (url: string) => {
    const attempt = new URL(url, 'http://log.invalid').searchParams.get('attempt') ?? '';
    const known = attempts.get(attempt) ?? { exchanges: [], reasons: [] };
    attempts.set(attempt, known);
    for (const oldest of attempts.keys()) {
      if (attempts.size <= keptAttempts) break;
      attempts.delete(oldest);
    }
    return known;
  };
  return {
    addExchange: (exchange) => entry(exchange.request.url).exchanges.push(exchange),
    addReason: (url, why) => entry(url).reasons.push(why),
    read: (attempt) => {
      const { exchanges, reasons } = attempts.get(attempt) ?? { exchanges: [], reasons: [] };
      // A server decides about requests in the order in which they come.
      return exchanges.map((exchange, index) => ({ ...exchange, why: reasons[index] }));
    },
  };
}
