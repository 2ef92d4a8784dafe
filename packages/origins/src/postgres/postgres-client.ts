/** As much of a `pg.Pool` as is used. */
export interface PostgresPool {
  connect(): Promise<PostgresPoolClient>;
  /** What its clients are made with; `LISTEN` takes a client of its own, made with the same. */
  readonly options: object;
}

/** As much of a client of a pool as is used. */
export interface PostgresPoolClient {
  query(text: string): Promise<unknown>;
  /** @param destroy whether to end the connection instead of keeping it */
  release(destroy?: boolean): void;
  on(event: 'error', listener: () => void): unknown;
  off(event: 'error', listener: () => void): unknown;
}

/** A `pg.Client`, made here. */
export interface OwnClient {
  connect(): Promise<unknown>;
  query(text: string): Promise<unknown>;
  /** Ends the connection at once where a query runs, and else with a farewell. */
  end(): Promise<void>;
  on(event: string, listener: (value: never) => void): unknown;
  ref(): void;
  unref(): void;
}

/** What makes a client. */
export type ClientClass = new (options: object) => OwnClient;

/** A name as an SQL identifier: quoted, so that it is nothing else. */
export const quoteIdentifier = (name: string): string => `"${name.replaceAll('"', '""')}"`;
