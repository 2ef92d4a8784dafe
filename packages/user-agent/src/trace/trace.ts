import type { BrowserOption, DeviationName } from '../browsers/deviation.ts';
import type { LostCookie } from '../cookies/cookie-store.ts';
import type { HeaderLines } from '../fetch/header-lines.ts';
import type { CredentialsMode, Mode } from '../fetch/request.ts';

/** The algorithm of the Fetch standard that a step belongs to. */
export type StepName =
  | 'request-constructor'
  | 'main-fetch'
  | 'scheme-fetch'
  | 'cors-preflight-cache'
  | 'cors-preflight-fetch'
  | 'http-cache'
  | 'http-network-fetch'
  | 'cors-check'
  | 'http-redirect-fetch'
  | 'cross-origin-resource-policy-check'
  | 'filtered-response';

/** Every way in which a fetch can fail. Stable: tests and dashboards may name them. */
export type FailureCode =
  // Before anything is sent.
  | 'request-invalid'
  | 'scheme-blocked'
  | 'port-blocked'
  | 'mixed-content'
  | 'mode-same-origin'
  | 'mode-no-cors-redirect'
  | 'only-if-cached'
  // The CORS check, of a preflight or of the response itself.
  | 'allow-origin-missing'
  | 'allow-origin-multiple'
  | 'allow-origin-wildcard-with-credentials'
  | 'allow-origin-mismatch'
  | 'allow-credentials-missing'
  | 'allow-credentials-invalid'
  // The preflight beyond that.
  | 'preflight-status'
  | 'preflight-redirect'
  | 'allow-methods-malformed'
  | 'allow-headers-malformed'
  | 'method-not-allowed'
  | 'method-wildcard-with-credentials'
  | 'header-not-allowed'
  | 'header-wildcard-with-credentials'
  | 'authorization-not-listed'
  // Redirects.
  | 'redirect-mode-error'
  | 'redirect-location-invalid'
  | 'redirect-scheme'
  | 'redirect-loop'
  | 'redirect-credentials'
  | 'redirect-stream'
  // Everything else.
  | 'resource-policy'
  | 'stream-body'
  | 'proxy-authentication'
  | 'network'
  | 'timeout'
  | 'aborted';

/** What to change: as an option of routecors, and in terms that hold for every server. */
export interface Fix {
  readonly routecors: string;
  readonly general: string;
}

/** What went over the wire. `response` is `null` where none came back. */
export interface Exchange {
  readonly request: {
    readonly method: string;
    readonly url: string;
    readonly headers: HeaderLines;
  };
  readonly response: {
    readonly status: number;
    readonly statusText: string;
    readonly headers: HeaderLines;
  } | null;
  /** Why a server in the same process denied it, in its own words. */
  readonly explanation?: string;
}

/** Whether a step belongs to the CORS-preflight request or to the request that the page made. */
export type During = 'preflight' | 'actual';

/** Which cookies a response sets in vain, and why. */
export interface LostCookies {
  /** `credentials`: the request carries none, so that none are taken. `attributes`: what each {@link LostCookie.lacks}. */
  readonly reason: 'credentials' | 'attributes';
  readonly cookies: readonly LostCookie[];
}

interface StepBase {
  readonly step: StepName;
  readonly during: During;
  /** Where it is written: `Fetch, "CORS check", step 4`. */
  readonly clause: string;
  /** The URL that the step is about. */
  readonly url: string;
  /** What happened, in a sentence that names the actual values. */
  readonly message: string;
  /** What was sent and what came back, on steps that talk to a server. */
  readonly exchange?: Exchange;
  /** Cookies that the response sets and that are not kept. */
  readonly lostCookies?: LostCookies;
}

export interface PassedStep extends StepBase {
  readonly outcome: 'passed';
}

export interface FailedStep extends StepBase {
  readonly outcome: 'failed';
  readonly code: FailureCode;
  readonly fix: Fix;
}

export type TraceStep = PassedStep | FailedStep;

/** The outcome of one check: the clause that decided it, and why. */
export type Verdict =
  | { readonly ok: true; readonly clause: string; readonly message: string }
  | {
      readonly ok: false;
      readonly clause: string;
      readonly code: FailureCode;
      readonly message: string;
      readonly fix: Fix;
    };

/** Everything that a browser did for one call of `fetch`, in order. */
export interface Trace {
  readonly method: string;
  readonly url: string;
  /** The page's origin, as serialized. */
  readonly origin: string;
  readonly mode: Mode;
  readonly credentials: CredentialsMode;
  /** Whose rules held. */
  readonly browser: BrowserOption;
  /** Where they were not the standard's and it made a difference to this call, each named once. */
  readonly deviations: readonly DeviationName[];
  readonly steps: readonly TraceStep[];
  /**
   * `readable`: the page gets the response. `opaque`: it gets one that it cannot look into.
   * `blocked`: it gets a `TypeError` (or the reason of its own `AbortSignal`).
   */
  readonly outcome: 'readable' | 'opaque' | 'blocked';
  /** The step that blocked it: always the last one. */
  readonly failed: FailedStep | null;
}
