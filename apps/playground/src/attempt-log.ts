/** What was seen of each attempt, by the name that the page put into its address. */
export interface AttemptLog<Entry> {
  /** @param url the path and query of a request of the attempt */
  readonly add: (url: string, entry: Entry) => void;
  /** All entries of an attempt so far; they are kept for the newest attempts only. */
  readonly read: (attempt: string) => readonly Entry[];
}

/** The page is used by hand: this is a long memory. */
const keptAttempts = 100;

/** An empty log. */
export function createAttemptLog<Entry>(): AttemptLog<Entry> {
  const attempts = new Map<string, Entry[]>();
  return {
    add: (url, entry) => {
      const { searchParams } = new URL(url, 'http://log.invalid');
      const attempt = searchParams.get('attempt') ?? '';
      attempts.set(attempt, [...(attempts.get(attempt) ?? []), entry]);
      const [oldest] = attempts.keys();
      if (attempts.size > keptAttempts && oldest !== undefined) attempts.delete(oldest);
    },
    read: (attempt) => attempts.get(attempt) ?? [],
  };
}
