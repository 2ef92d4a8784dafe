import type { Report } from '../report.ts';
import { lostCookies, withheldCookies } from './cookie-hints.ts';
import { answeredExchanges } from './exchanges.ts';
import type { Hint } from './hint.ts';
import { localNetwork } from './network-hints.ts';
import { originHints } from './origin-hints.ts';
import { preflightHints } from './preflight-hints.ts';
import { redirectHints } from './redirect-hints.ts';
import { responseHints } from './response-hints.ts';

/** Everything worth saying about a trace, each thing once. */
export function findHints(trace: Report['trace']): Hint[] {
  const hints = answeredExchanges(trace)
    .filter(({ isCors }) => isCors)
    .flatMap((answer) => [
      ...(answer.during === 'preflight'
        ? preflightHints(answer, trace)
        : responseHints(answer, trace)),
      ...originHints(answer, trace),
      ...redirectHints(answer),
    ]);
  return [
    ...new Map(
      [...hints, ...lostCookies(trace), ...withheldCookies(trace), ...localNetwork(trace)].map(
        (hint) => [hint.message, hint],
      ),
    ).values(),
  ];
}
