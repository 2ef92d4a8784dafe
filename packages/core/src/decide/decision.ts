import type { CompiledPolicy } from '../compile/compiled-policy.ts';
import type { Reason } from './reason.ts';

/** The outcome for one request: plain data, of which headers are made and sentences. */
export type Decision = ActualDecision | PreflightDecision | ForeignDecision;

/** For a request that is no preflight, with `Origin` or without. */
export interface ActualDecision {
  readonly kind: 'actual';
  /** Whether the page may read the response. */
  readonly allowed: boolean;
  readonly reason: Reason;
  /** The request's `Origin`, byte for byte and unchecked; `undefined` where there is none. */
  readonly origin: string | undefined;
  readonly policy: CompiledPolicy<never>;
  /** What the origin function threw, rejected with, or returned instead of a boolean. */
  readonly cause: unknown;
}

/** For a CORS-preflight request. */
export interface PreflightDecision {
  readonly kind: 'preflight';
  /** Whether the page may send the request that it asked about. */
  readonly allowed: boolean;
  readonly reason: Reason;
  readonly origin: string | undefined;
  readonly policy: CompiledPolicy<never>;
  readonly cause: unknown;
  /** Whether the origin itself was allowed: then the answer shows what was granted, else nothing at all. */
  readonly originAllowed: boolean;
  /** The value of `Access-Control-Request-Method`, unchecked. */
  readonly method: string | undefined;
  /**
   * The pattern of the route that the actual request would reach, such as `/items/:id`: what metrics
   * can call a preflight, which the framework routes nowhere. Where the path has no route for the
   * method it is that of another method; `undefined` where the path has none.
   */
  readonly route: string | undefined;
  /** `Access-Control-Allow-Methods`; `undefined` where the asked method was not granted. */
  readonly allowMethods: string | undefined;
  /**
   * `Access-Control-Allow-Headers`. Where a name is denied, those asked names that are not; `undefined`
   * where there are none, or the method was not granted.
   */
  readonly allowHeaders: string | undefined;
  /** The first asked header name that was not granted. */
  readonly deniedHeader: string | undefined;
}

/** For a request that a policy with `enforce` refused, since another site's page sent it. */
export interface ForeignDecision {
  readonly kind: 'foreign';
  readonly allowed: false;
  readonly reason: 'foreign-request';
  readonly origin: string | undefined;
  readonly policy: CompiledPolicy<never>;
  readonly cause: undefined;
  readonly method: string;
  /** Whether it would have opened a WebSocket. */
  readonly isWebSocket: boolean;
  /** The value of `Sec-Fetch-Site`, unchecked, where that decided; `undefined` where `Origin` did. */
  readonly site: string | undefined;
  /** The host that the request was sent to, as the framework sees it, unchecked. */
  readonly host: string | undefined;
}
