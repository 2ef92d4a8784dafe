/** A command line that cannot be carried out; its message is for the person who wrote it. */
export class UsageError extends Error {
  override readonly name: string = 'UsageError';
}
