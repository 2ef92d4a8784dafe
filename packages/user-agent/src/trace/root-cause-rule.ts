import type { Exchange, FailedStep, Fix, Trace } from './trace.ts';

/** Every cause that is known to show itself as a failure of CORS. Stable: tests may name them. */
export type RootCauseCode =
  | 'preflight-redirected'
  | 'preflight-unanswered'
  | 'preflight-unauthorized'
  | 'preflight-refused'
  | 'server-failed'
  | 'gateway-failed'
  | 'unauthorized'
  | 'not-found'
  | 'rate-limited'
  | 'redirected-elsewhere'
  | 'answer-of-another-origin';

/** What went wrong before CORS did: the browser's clause is right, and no help. */
export interface RootCause {
  readonly code: RootCauseCode;
  readonly message: string;
  readonly fix: Fix;
}

/** What a rule looks at. */
export interface Situation {
  readonly failed: FailedStep;
  /** The exchange whose answer failed. */
  readonly response: NonNullable<Exchange['response']>;
  readonly url: string;
  readonly isPreflight: boolean;
  /** Whether the answer has no `Access-Control-Allow-Origin`: whoever made it knows nothing of CORS. */
  readonly isBare: boolean;
  readonly trace: Trace;
}

/** Recognises one cause. */
export type Rule = (situation: Situation) => RootCause | undefined;
