import type { WireExchange } from './relay.ts';

/** What went over the wire, by the attempt that the page put into the address. */
export interface WireLog {
  readonly add: (exchange: WireExchange) => void;
  /** All exchanges of an attempt so far; they are kept for the newest attempts only. */
  readonly read: (attempt: string) => readonly WireExchange[];
}

/** The page is used by hand: this is a long memory. */
const keptAttempts = 100;

/** An empty log. */
export function createWireLog(): WireLog {
  const attempts = new Map<string, WireExchange[]>();
  return {
    add: (exchange) => {
      const { searchParams } = new URL(exchange.request.url, 'http://log.invalid');
      const attempt = searchParams.get('attempt') ?? '';
      attempts.set(attempt, [...(attempts.get(attempt) ?? []), exchange]);
      const [oldest] = attempts.keys();
      if (attempts.size > keptAttempts && oldest !== undefined) attempts.delete(oldest);
    },
    read: (attempt) => attempts.get(attempt) ?? [],
  };
}
