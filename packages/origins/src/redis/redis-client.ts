/** As much of a client of the package `redis` as is used: what makes others like it. */
export interface RedisClient {
  duplicate(): RedisConnection;
}

/** A client that is opened and ended here. */
export interface RedisConnection {
  connect(): Promise<unknown>;
  sendCommand(command: string[]): Promise<unknown>;
  subscribe(channel: string, listener: () => void): Promise<unknown>;
  ping(): Promise<unknown>;
  on(event: string, listener: (error: unknown) => void): unknown;
  destroy(): void;
  ref(): void;
  unref(): void;
  readonly isOpen: boolean;
}
