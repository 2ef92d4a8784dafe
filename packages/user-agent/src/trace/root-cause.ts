import { getHeader } from '../fetch/header-lines.ts';
import { preflightCauses } from './preflight-causes.ts';
import { responseCauses } from './response-causes.ts';
import type { RootCause, Situation } from './root-cause-rule.ts';
import type { FailedStep, Trace } from './trace.ts';

/** Tells what lies behind a blocked fetch; `undefined` where the failing step says all there is. */
export function rootCauseOf(trace: Trace): RootCause | undefined {
  const { failed, steps } = trace;
  if (failed === null || !isAboutAnswer(failed)) return undefined;
  const exchanges = steps.filter(
    ({ exchange, during }) => exchange !== undefined && during === failed.during,
  );
  const { exchange, url } = exchanges.at(-1) ?? {};
  const response = exchange?.response ?? undefined;
  if (response === undefined || url === undefined) return undefined;
  const situation: Situation = {
    failed,
    response,
    url,
    isPreflight: failed.during === 'preflight',
    isBare: getHeader(response.headers, 'access-control-allow-origin') === null,
    trace,
  };
  for (const rule of [...preflightCauses, ...responseCauses]) {
    const cause = rule(situation);
    if (cause !== undefined) return cause;
  }
  return undefined;
}

function isAboutAnswer({ step, code }: FailedStep): boolean {
  return step === 'cors-check' || code === 'preflight-status' || code === 'preflight-redirect';
}
