type Rows = readonly unknown[];

/** Runs SQL, of one statement or several. */
export type Run = (sql: string) => Promise<unknown>;

/** Rows that are read at once: so many take a few milliseconds, and then requests have their turn. */
const batch = 1000;

/**
 * Reads all rows of a query, as they were in one moment. Through a cursor: what a server sends in one
 * piece is also parsed in one, and holds up requests for as long as that takes. The first batch costs
 * one round trip. Afterwards {@link endReading} is due.
 *
 * @param entriesOf makes rows entries of a list
 */
export async function readRows(
  query: string,
  run: Run,
  entriesOf: (rows: Rows) => Rows,
): Promise<Rows> {
  // A comment at its end, or a semicolon, is the query's own.
  const selected = query.replace(/[\s;]+$/, '');
  const entries: unknown[] = [];
  let found = lastRows(
    await run(
      `begin read only; declare origins no scroll cursor for ${selected}\n; fetch ${batch} from origins`,
    ),
  );
  for (;;) {
    for (const entry of entriesOf(found)) entries.push(entry);
    if (found.length < batch) return entries;
    found = lastRows(await run(`fetch ${batch} from origins`));
  }
}

/** Ends what `readRows` has begun, well or not. Nobody who waits for the rows need wait for it. */
export const endReading = 'rollback';

/** Of several statements there is a result for each. */
function lastRows(result: unknown): Rows {
  const last: unknown = Array.isArray(result) ? result.at(-1) : result;
  return (last as { readonly rows: Rows }).rows;
}
