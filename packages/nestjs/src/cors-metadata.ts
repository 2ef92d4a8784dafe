const corsKey = Symbol.for('routecors.cors.v1');

/** What `@Cors()` says on one class or function. */
export interface OwnCors {
  readonly policy: unknown;
}

/** Notes what `@Cors()` says, unchecked: boot checks it, and names the place. */
export function noteCors(decorated: object, own: OwnCors): void {
  Reflect.defineMetadata(corsKey, own, decorated);
}

/** What `@Cors()` says on this very class or function; nothing is inherited here. */
export function ownCors(decorated: object): OwnCors | undefined {
  return Reflect.getOwnMetadata(corsKey, decorated) as OwnCors | undefined;
}
