import type { Report } from '../report.ts';
import { lostCookies } from './cookie-hints.ts';
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
      ...lostCookies(answer, trace),
    ]);
  return [
    ...new Map(
      [...hints, ...cookieHints(trace), ...localNetwork(trace)].map((hint) => [hint.message, hint]),
    ).values(),
  ];
}

function cookieHints(trace: Report['trace']): Hint[] {
  const withheld = trace.steps.filter(({ message }) => message.includes('Cookies not sent'));
  return withheld.slice(0, 1).map(() => ({
    code: 'cookie-withheld',
    message:
      'There are cookies for this URL that a cross-site request does not carry: they need SameSite=None; Secure, and browsers may block third-party cookies altogether.',
  }));
}
