import type { Outcome } from '../attempt.ts';
import { formatTrace } from '../trace/format-trace.ts';
import { show } from '../trace/show.ts';
import { traceOf } from '../trace/trace-of.ts';
import type { FailedStep, FailureCode, Trace } from '../trace/trace.ts';

/** The failing step, by some or all of its properties. */
type BlockedBy = Partial<Pick<FailedStep, 'step' | 'during' | 'code'>>;

interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/**
 * The matchers as they look on `expect(…)`, which takes what `agent.fetch` or `agent.attempt` return,
 * awaited or not, or the error that they reject with. For the declaration that tells TypeScript of them.
 */
export interface CorsMatchers<Result = unknown> {
  /** The page may read the response. Await it: `await expect(agent.fetch(url)).toAllowCors()`. */
  readonly toAllowCors: () => Result;
  /** The page gets a `TypeError`, at this step if one is named. `await expect(agent.fetch(url)).toBlockCors({ step: 'cors-check' })`. */
  readonly toBlockCors: (by?: BlockedBy) => Result;
}

/** At once for what is there already, so that a forgotten `await` hides no failure; later for a promise. */
type Verdict = MatcherResult | Promise<MatcherResult>;

/**
 * For `expect.extend(corsMatchers)`. Where an expectation does not hold, the message is the whole
 * trace: each step, what was sent, what came back, and the fix.
 */
export const corsMatchers: {
  readonly toAllowCors: (received: unknown) => Verdict;
  readonly toBlockCors: (received: unknown, by?: BlockedBy) => Verdict;
} = {
  toAllowCors: (received) => settle(received, judgeAllowed, {}),
  toBlockCors: (received, by = {}) => settle(received, (trace) => judgeBlocked(trace, by), by),
};

/** Failures that say nothing about CORS: the server never got to answer, or the call was none. */
const otherFailures: ReadonlySet<FailureCode> = new Set([
  'request-invalid',
  'port-blocked',
  'only-if-cached',
  'redirect-mode-error',
  'redirect-location-invalid',
  'redirect-loop',
  'stream-body',
  'proxy-authentication',
  'network',
  'timeout',
  'aborted',
] as const);

/**
 * Why a trace tells nothing about CORS; `undefined` where it does. Such a call proves neither that
 * CORS allows nor that it blocks, so both matchers refuse it, with `not` as well.
 */
function unasked(
  { outcome, failed, steps, url, origin }: Trace,
  by: BlockedBy,
): string | undefined {
  if (failed !== null) {
    const isNamed = Object.keys(by).length > 0;
    return otherFailures.has(failed.code) && !isNamed
      ? `The call failed before CORS was asked (${failed.code}: ${failed.message}) Fix: let the server answer, or name the failure, as in toBlockCors({ code: '${failed.code}' }).`
      : undefined;
  }
  if (outcome !== 'readable' || steps.some(({ step }) => step === 'cors-check')) return undefined;
  return `No CORS check was made: ${url} is of the page's own origin, ${origin}. Fix: give the whole URL of the API, as in agent.fetch('https://api.example/me'), or the agent the origin of the page that calls it.`;
}

function judgeAllowed(trace: Trace): MatcherResult {
  const pass = trace.outcome === 'readable';
  const expected = pass ? 'not to be allowed' : 'to be allowed';
  return { pass, message: () => `Expected CORS ${expected}.\n\n${formatTrace(trace)}` };
}

function judgeBlocked(trace: Trace, by: BlockedBy): MatcherResult {
  const { failed } = trace;
  const entries = Object.entries(by);
  const pass =
    failed !== null && entries.every(([name, value]) => failed[name as keyof BlockedBy] === value);
  const expected = pass ? 'not to be blocked' : 'to be blocked';
  const where = entries.map(([name, value]) => `${name} ${value}`).join(', ');
  const at = where === '' ? '' : ` at ${where}`;
  return { pass, message: () => `Expected CORS ${expected}${at}.\n\n${formatTrace(trace)}` };
}

function settle(received: unknown, judge: (trace: Trace) => MatcherResult, by: BlockedBy): Verdict {
  const judgeAsked = (trace: Trace): MatcherResult => {
    const reason = unasked(trace, by);
    if (reason !== undefined) throw new TypeError(`${reason}\n\n${formatTrace(trace)}`);
    return judge(trace);
  };
  if (!(received instanceof Promise)) return judgeAsked(findTrace(received));
  return received.then(findTrace, findTrace).then(judgeAsked);
}

function findTrace(subject: unknown): Trace {
  const trace = isOutcome(subject) ? subject.trace : traceOf(subject);
  if (trace !== undefined) return trace;
  throw new TypeError(
    `toAllowCors and toBlockCors judge a call of an agent of createUserAgent, and were given ${describe(subject)}. Fix: await expect(agent.fetch(url)).toAllowCors().`,
  );
}

function describe(subject: unknown): string {
  if (typeof subject === 'function') return 'a function, which nobody has called';
  if (subject instanceof Error) return `an error that no agent threw (${show(subject.message)})`;
  if (typeof subject !== 'object' || subject === null) return show(String(subject));
  return `a ${subject.constructor?.name ?? 'value'} that no agent returned`;
}

function isOutcome(subject: unknown): subject is Outcome {
  return typeof subject === 'object' && subject !== null && 'trace' in subject;
}
