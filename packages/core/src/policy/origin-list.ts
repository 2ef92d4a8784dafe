import type { RouteTarget } from '../fetch/route-target.ts';
import type { CorsIssue } from './issue.ts';

/** What tells a list apart from other objects, also between two copies of this package. */
export const originListMark: unique symbol = Symbol.for('routecors.origin-list');

/**
 * A list of origins that changes while the server runs, as an entry of the option `origin`.
 * `@routecors/origins` makes them; this package compiles what they hold, and asks it in memory.
 */
export interface OriginList {
  readonly [originListMark]: true;
  /** What problems and statuses call it, such as `tenants`. */
  readonly name: string;
  /** For a list whose entries have keys: the key of those that count for a request; `undefined` for none. */
  readonly tenant?: (target: RouteTarget) => string | undefined;
  /**
   * Opens the list for one server. Resolves once it is loaded and all followers have taken what it
   * holds, with the function that closes it for this server: the source is let go with the last one.
   *
   * @throws if there is nothing to serve: neither its source nor its snapshot can be read
   */
  open(): Promise<() => Promise<void>>;
  /** Hands each whole set of entries to `follower`, the present one first, if there is one; returns what ends it. */
  follow(follower: OriginListFollower): () => void;
  /** How it is now; plain data. */
  status(): OriginListStatus;
}

/** An origin or pattern, alone or below the key of a tenant. Sources are not trusted to give just these. */
export type OriginListEntry = string | { readonly key: string; readonly origin: string };

/** Compiles entries without holding up requests, and puts them in force only when told. */
export type OriginListFollower = (
  entries: readonly unknown[],
  signal: AbortSignal,
) => Promise<PreparedEntries>;

/** A set of entries, compiled and not in force yet. */
export interface PreparedEntries {
  /** Entries that are left out, each with place, value and fix: the first {@link maxShownProblems} of them. */
  readonly problems: readonly CorsIssue[];
  /** How many are left out in all. */
  readonly problemCount: number;
  /** Puts the others in force, all at once. */
  readonly commit: () => void;
}

/** How many problems of a list are kept to be shown. */
export const maxShownProblems = 100;

/** Whether a value is a list that changes, whichever copy of the package made it. */
export function isOriginList(value: unknown): value is OriginList {
  return typeof value === 'object' && value !== null && Reflect.get(value, originListMark) === true;
}

/** How a list is at the moment; plain data. */
export interface OriginListStatus {
  readonly name: string;
  /** Entries in force. */
  readonly size: number;
  /** How often the list was replaced: 0 until the first load. */
  readonly version: number;
  /** When what is in force was loaded, as ISO 8601; `undefined` before. */
  readonly loadedAt: string | undefined;
  /** Where what is in force came from. */
  readonly from: 'nothing' | 'source' | 'snapshot';
  /** Entries that were left out. Bounded; `problemCount` counts all. */
  readonly problems: readonly CorsIssue[];
  readonly problemCount: number;
  readonly source: {
    readonly state: 'idle' | 'loading' | 'up' | 'failing' | 'closed';
    /** The message of its last failure, while it is failing. */
    readonly error: string | undefined;
    /** Failures one after another; 0 while it is up. */
    readonly failures: number;
    /** When it is asked again, as ISO 8601, while it is failing. */
    readonly retryAt: string | undefined;
  };
}
