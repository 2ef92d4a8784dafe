import type { Report } from '../report.ts';
import { type Answered, elementsOf, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** What there is to say of the answer to a preflight. */
export function preflightHints(answer: Answered, trace: Report['trace']): Hint[] {
  const { status, headers } = answer;
  // What failed as a whole is the verdict's to explain.
  if (status < 200 || status > 299) return [];
  return [...cacheHints(headers, trace), ...grantHints(answer), ...moreDenied(answer, trace)];
}

/** A browser names the first step that fails; whoever mends that one meets the next. (Fetch, "CORS-preflight fetch", steps 7.5 to 7.7) */
function moreDenied({ sent, headers }: Answered, { failed }: Report['trace']): Hint[] {
  if (failed?.code !== 'method-not-allowed') return [];
  const allowed = elementsOf(headers, 'access-control-allow-headers');
  const missing = elementsOf(sent, 'access-control-request-headers').filter(
    (name) => !allowed.includes(name) && !allowed.includes('*'),
  );
  if (missing.length === 0) return [];
  // Whoever denies a method may leave the headers out, as routecors does: that says nothing of them.
  if (valuesOf(headers, 'access-control-allow-headers').length === 0) {
    return [
      {
        code: 'headers-unknown',
        message: `The answer lists no headers beside the denied method: whether ${missing.join(', ')} may be sent shows once the method is allowed.`,
      },
    ];
  }
  return [
    {
      code: 'more-denied',
      message: `Not only the method: ${missing.join(', ')} ${missing.length === 1 ? 'is' : 'are'} not in Access-Control-Allow-Headers either (routecors: allowedHeaders).`,
    },
  ];
}

function cacheHints(headers: Answered['headers'], trace: Report['trace']): Hint[] {
  if (trace.failed !== null) return [];
  const [value, ...more] = valuesOf(headers, 'access-control-max-age');
  if (value !== undefined && more.length === 0 && /^[0-9]+$/.test(value)) {
    if (Number(value) > longestMaxAge) return [capped(value)];
    if (Number(value) > 0) return [];
    return [
      notCacheable('Access-Control-Max-Age is 0: every such request is preceded by a preflight.'),
    ];
  }
  const what =
    value === undefined
      ? 'There is no Access-Control-Max-Age'
      : `Access-Control-Max-Age is ${JSON.stringify([value, ...more].join(', '))}, no whole number`;
  return [notCacheable(`${what}: browsers ask again after 5 seconds. 600 costs nothing.`)];
}

/** Firefox's cap, the longest of all. */
const longestMaxAge = 86_400;

function capped(value: string): Hint {
  return {
    code: 'max-age-capped',
    message: `Access-Control-Max-Age is ${value}, and no browser remembers a preflight that long: Safari 600 seconds, Chromium 7200, Firefox ${longestMaxAge}.`,
  };
}

function notCacheable(message: string): Hint {
  return { code: 'preflight-not-cacheable', message };
}

function grantHints({ sent, headers }: Answered): Hint[] {
  const hints: Hint[] = [];
  if (valuesOf(headers, 'access-control-expose-headers').length > 0) {
    hints.push({
      code: 'expose-headers-on-preflight',
      message:
        'Access-Control-Expose-Headers on a preflight does nothing: send it with the response itself.',
    });
  }
  const allowed = elementsOf(headers, 'access-control-allow-headers');
  const asked = elementsOf(sent, 'access-control-request-headers');
  if (
    asked.includes('authorization') &&
    allowed.includes('*') &&
    !allowed.includes('authorization')
  ) {
    hints.push({
      code: 'authorization-by-wildcard',
      message:
        'Access-Control-Allow-Headers: * does not cover Authorization. Chromium and Firefox still let it pass with a warning; the standard and Safari do not.',
    });
  }
  return hints;
}
