import type { FetchInit } from '@routecors/user-agent';

/** Calls of one page, one after the other, and what the server answers to those that reach it. */
export interface CacheScenario {
  readonly name: string;
  /** Of each path: the first answer, the second, and so on; the last one from there on. */
  readonly answers: Readonly<Record<string, readonly CacheAnswer[]>>;
  readonly calls: readonly CacheCall[];
}

export interface CacheAnswer {
  /** 200 unless given. */
  readonly status?: number;
  /**
   * By name. `{asked}` is the request's `Origin`; without one the header is left out, as servers do
   * that answer CORS requests only. `{url:b}` is the URL of the path `b`.
   */
  readonly headers: Readonly<Record<string, string>>;
}

/** As `fetch` takes it; JSON, because it travels into the page. */
export interface CacheCall {
  /** `a` unless given. */
  readonly path?: string;
  /** Another origin than the page's unless given. */
  readonly place?: 'own' | 'other';
  readonly method?: string;
  readonly body?: string;
  readonly mode?: 'cors' | 'no-cors' | 'same-origin';
  readonly cache?: NonNullable<FetchInit['cache']>;
  readonly credentials?: 'include' | 'omit' | 'same-origin';
  readonly headers?: Readonly<Record<string, string>>;
}

/** What the page sees of a call. */
export type CacheSeen =
  | { readonly type: 'error' }
  | {
      readonly type: string;
      readonly status: number;
      readonly headers: Readonly<Record<string, string>>;
      /** `a 1` for the first answer of the path `a`. */
      readonly body: string;
    };

/** What the server sees of a request: what CORS and caches are about. */
export type CacheArrival = Readonly<Record<string, string>>;

/** All that can be observed of a scenario, with all calls in order. */
export interface CacheObservation {
  readonly seen: readonly CacheSeen[];
  readonly arrived: readonly CacheArrival[];
}
