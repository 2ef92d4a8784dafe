/** Where a URL leads: the page's own origin, its site on another port, or another site. */
export type Place = 'own' | 'same-site' | 'cross-site';

/** Header lines with `{origin}` for the page's origin and `{own}` and so on for the origins of the places. */
export type Lines = readonly (readonly [name: string, value: string])[];

export interface Answer {
  readonly status: number;
  readonly lines: Lines;
}

/** What a server does at one URL: answers written by hand, or a policy of ours (by its number). */
export interface Hop {
  readonly place: Place;
  readonly preflight: Answer;
  readonly actual: Answer;
  /** Decides on the headers of both instead, where it is a number. */
  readonly policy: number | null;
}

export interface PageRequest {
  readonly method: string;
  readonly headers: readonly (readonly [string, string])[];
  readonly body: string | null;
  readonly mode: 'cors' | 'no-cors' | 'same-origin';
  readonly credentials: 'include' | 'omit' | 'same-origin';
  readonly redirect: 'error' | 'follow' | 'manual';
}

/** One or two calls of a page, and the servers that they reach: hop 0 first, then where it redirects to. */
export interface Pair {
  readonly id: number;
  readonly requests: readonly PageRequest[];
  readonly hops: readonly Hop[];
}

/** What a page sees of one call. */
export type Seen =
  | { readonly error: string }
  | {
      readonly type: string;
      readonly status: number;
      readonly statusText: string;
      readonly redirected: boolean;
      readonly url: string;
      readonly headers: readonly (readonly [string, string])[];
      readonly text: string;
    };

/** What a server sees of one request: the headers that the protocol is about. */
export type Arrived = Readonly<Record<string, string>>;

/** Everything that can be observed of a pair. */
export interface Observation {
  readonly seen: readonly Seen[];
  readonly arrived: readonly Arrived[];
}
