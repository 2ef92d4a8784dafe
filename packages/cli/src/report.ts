import type { RootCause, Trace } from '@routecors/user-agent';

import type { Hint } from './hints/hint.ts';

/**
 * What came out: the page gets the response; its preflight allows the request, which was not sent; the
 * browser blocks it; or there was no answer, so that nothing can be said of the server's CORS.
 */
export type Outcome = 'allowed' | 'preflight-allowed' | 'blocked' | 'no-answer';

/** A request that a browser would send and `check` did not, because it might change something. */
export interface NotSent {
  readonly method: string;
  readonly url: string;
  /** What therefore nobody looked at. */
  readonly unchecked: readonly string[];
  readonly hint: string;
}

/** What `check` found out; `--json` prints it as it is. */
export interface Report {
  readonly outcome: Outcome;
  /** `null` where everything was sent. */
  readonly notSent: NotSent | null;
  /** What lies behind the failing step; `null` where that says all there is. */
  readonly cause: RootCause | null;
  /** The steps; the outcome is that of the report. */
  readonly trace: Omit<Trace, 'outcome'>;
  readonly hints: readonly Hint[];
}
