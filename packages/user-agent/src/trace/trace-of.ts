import type { Trace } from './trace.ts';

const tracesKey = Symbol.for('routecors.traces.v1');

/**
 * Responses and errors belong to the page: the trace stays beside them, and goes when they go. An
 * import and a `require` may load this module twice: the matchers of one find the traces of the other.
 */
const traces = ((globalThis as { [tracesKey]?: WeakMap<object, Trace> })[tracesKey] ??=
  new WeakMap());

/** Ties a trace to what the page got. */
export function remember({
  response,
  error,
  trace,
}: {
  readonly response: Response | null;
  readonly error: unknown;
  readonly trace: Trace;
}): void {
  const subject = response ?? error;
  if (typeof subject === 'object' && subject !== null) traces.set(subject, trace);
}

/** The trace behind a response or an error that came out of an agent's `fetch`; `undefined` for any other value. */
export function traceOf(subject: unknown): Trace | undefined {
  return typeof subject === 'object' && subject !== null ? traces.get(subject) : undefined;
}
