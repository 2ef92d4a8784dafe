/** As much of a client of the package `redis` as is used. */
export interface RedisClient {
  sMembers(key: string): Promise<Iterable<unknown>>;
  duplicate(): RedisConnection;
}

/** A client that is opened and ended here. */
export interface RedisConnection {
  connect(): Promise<unknown>;
  sMembers(key: string): Promise<Iterable<unknown>>;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  ping(): Promise<unknown>;
  on(event: string, listener: (error: unknown) => void): unknown;
  destroy(): void;
  ref(): void;
  unref(): void;
  readonly isOpen: boolean;
}
