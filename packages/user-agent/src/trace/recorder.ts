import {
  type During,
  type Exchange,
  type LostCookies,
  type StepName,
  type Trace,
  type TraceStep,
  type Verdict,
} from './trace.ts';

/** Collects the steps of one fetch. */
export interface Recorder {
  /** Records how a step went and hands back whether it passed. */
  readonly record: (
    step: StepName,
    at: {
      readonly during: During;
      readonly url: string;
      readonly exchange?: Exchange;
      readonly lostCookies?: LostCookies;
    },
    verdict: Verdict,
  ) => boolean;
  /** The step recorded last. */
  readonly last: () => TraceStep | undefined;
  /** The finished, frozen trace. */
  readonly finish: (about: Omit<Trace, 'steps' | 'failed'>) => Trace;
}

export function createRecorder(): Recorder {
  const steps: TraceStep[] = [];
  return {
    record(step, at, verdict) {
      const { ok, ...rest } = verdict;
      const outcome = ok ? 'passed' : 'failed';
      steps.push(Object.freeze({ step, ...at, outcome, ...rest }) as TraceStep);
      return ok;
    },
    last: () => steps.at(-1),
    finish(about) {
      const last = steps.at(-1);
      const failed = last?.outcome === 'failed' ? last : null;
      return Object.freeze({ ...about, steps: Object.freeze([...steps]), failed });
    },
  };
}

/** A verdict of success. */
export function passed(clause: string, message: string): Verdict {
  return { ok: true, clause, message };
}
