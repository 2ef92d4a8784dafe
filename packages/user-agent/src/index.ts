/**
 * The browser's half of the CORS protocol, as the Fetch standard writes it, over any transport.
 * Runs in Node.js and, with a transport of its own, in a page.
 */

export { type UserAgent, type UserAgentOptions, createUserAgent } from './user-agent.ts';
export type { BrowserName, BrowserOption, Deviation, DeviationName } from './browsers/deviation.ts';
export { browserDeviations } from './browsers/deviations.ts';
export type { Outcome } from './attempt.ts';
export type { FetchInit } from './fetch/request-constructor.ts';
export type { HeaderLines } from './fetch/header-lines.ts';
export type { CacheMode, CredentialsMode, Mode, ReferrerPolicy } from './fetch/request.ts';

// What happened, and why.
export type {
  During,
  Exchange,
  FailedStep,
  FailureCode,
  Fix,
  PassedStep,
  StepName,
  Trace,
  TraceStep,
} from './trace/trace.ts';
export { traceOf } from './trace/trace-of.ts';
export { rootCauseOf } from './trace/root-cause.ts';
export type { RootCause, RootCauseCode } from './trace/root-cause-rule.ts';
export { formatStep, formatTrace } from './trace/format-trace.ts';

export { isSameSite } from './fetch/site.ts';

// How requests get to a server.
export type {
  Limits,
  Transport,
  TransportRequest,
  TransportResponse,
} from './transport/transport.ts';
