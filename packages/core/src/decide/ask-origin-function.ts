import type { RouteTarget } from '../fetch/route-target.ts';
import type { OriginFunction } from '../policy/options.ts';
import type { Reason } from './reason.ts';

/** What became of a question to an origin function. */
export interface FunctionAnswer {
  readonly reason: Reason;
  /** What it threw, rejected with, or returned instead of a boolean. */
  readonly cause: unknown;
}

/** How long an origin function may take, in milliseconds. A browser's user waits no longer either. */
const originFunctionTimeout = 5_000;

const allowed: FunctionAnswer = Object.freeze({
  reason: 'origin-function-allowed',
  cause: undefined,
});
const denied: FunctionAnswer = Object.freeze({
  reason: 'origin-function-denied',
  cause: undefined,
});

/** Asks an origin function. Fails closed: whatever goes wrong in it denies, and never throws. */
export function askOriginFunction<Request>(
  ask: OriginFunction<Request>,
  origin: string,
  request: Request,
  target: RouteTarget,
): FunctionAnswer | Promise<FunctionAnswer> {
  try {
    const value: unknown = ask(origin, request, target);
    return isThenable(value) ? withinTime(value) : judge(value);
  } catch (cause) {
    return { reason: 'origin-function-failed', cause };
  }
}

function judge(value: unknown): FunctionAnswer {
  if (value === true) return allowed;
  return value === false ? denied : { reason: 'origin-function-no-boolean', cause: value };
}

function isThenable(value: unknown): value is PromiseLike<unknown> {
  return (
    typeof value === 'object' &&
    value !== null &&
    'then' in value &&
    typeof value.then === 'function'
  );
}

function withinTime(promise: PromiseLike<unknown>): Promise<FunctionAnswer> {
  return new Promise((resolve) => {
    const timer = setTimeout(
      () => resolve({ reason: 'origin-function-timed-out', cause: undefined }),
      originFunctionTimeout,
    );
    const settle = (answer: FunctionAnswer): void => {
      clearTimeout(timer);
      resolve(answer);
    };
    // Through a real promise: a thenable may throw, or call back twice.
    Promise.resolve(promise).then(
      (value) => settle(judge(value)),
      (cause: unknown) => settle({ reason: 'origin-function-failed', cause }),
    );
  });
}
