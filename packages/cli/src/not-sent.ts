import type { TransportRequest } from '@routecors/user-agent';

import type { NotSent, Report } from './report.ts';
import { UsageError } from './usage-error.ts';

/**
 * Says what was held back and what that leaves open. Where nothing at all was asked there is no
 * verdict: a `UsageError`.
 */
export function notSent({ method, url }: TransportRequest, trace: Report['trace']): NotSent {
  const wasAsked = trace.steps.some(
    ({ exchange, during }) => exchange !== undefined && during === 'preflight',
  );
  if (!wasAsked) throw new UsageError(nothingAsked(method));
  return {
    method,
    url: url.href,
    unchecked: [
      'Access-Control-Allow-Origin on the response, on errors too',
      ...(trace.credentials === 'include'
        ? ['Access-Control-Allow-Credentials: true on the response']
        : []),
      'Vary, exposed headers, and redirects',
    ],
    hint: `Add --send to send the ${method} for real.`,
  };
}

/** (Fetch, "CORS-safelisted method") */
function nothingAsked(method: string): string {
  return `A browser sends this ${method} without a preflight, so there is nothing to ask before, and it was not sent: it might change something. Add --send to send it, or check another method.`;
}
