import type { Outcome } from '../attempt.ts';
import { formatTrace } from '../trace/format-trace.ts';
import { traceOf } from '../trace/trace-of.ts';
import type { FailedStep, Trace } from '../trace/trace.ts';

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
  toAllowCors: (received) => settle(received, judgeAllowed),
  toBlockCors: (received, by = {}) => settle(received, (trace) => judgeBlocked(trace, by)),
};

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

function settle(received: unknown, judge: (trace: Trace) => MatcherResult): Verdict {
  if (!(received instanceof Promise)) return judge(findTrace(received));
  return received.then(findTrace, findTrace).then(judge);
}

function findTrace(subject: unknown): Trace {
  const trace = isOutcome(subject) ? subject.trace : traceOf(subject);
  if (trace !== undefined) return trace;
  throw new TypeError(
    'toAllowCors and toBlockCors take what agent.fetch(…) or agent.attempt(…) of createUserAgent returns.',
  );
}

function isOutcome(subject: unknown): subject is Outcome {
  return typeof subject === 'object' && subject !== null && 'trace' in subject;
}
