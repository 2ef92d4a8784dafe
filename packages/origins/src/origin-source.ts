/** Where the entries of a list come from. */
export interface OriginSource {
  /** What the list is called where it has no name of its own. */
  readonly name?: string;
  /**
   * Reads all entries. Never called again while it runs, unless it was given up: after the list's
   * `timeout`, or when the last server closes. `signal` says so.
   *
   * @returns origins and patterns, or `{ key, origin }` for a list with tenants
   * @throws what stands in the way; the last good entries stay in force
   */
  load(signal: AbortSignal): Promise<readonly unknown[]>;
  /**
   * Tells of changes by calling `changed`, also once as soon as it listens: what has changed before,
   * it cannot know. Pending means that it listens; a rejection that it listens no more, and it is
   * asked again after a while. Fulfilled, or `undefined`, it is not asked again. Ends with the signal.
   */
  subscribe?(changed: () => void, signal: AbortSignal): Promise<unknown> | undefined;
  /** Lets go of what was opened. The source may be asked again later. */
  close?(): Promise<void>;
}
