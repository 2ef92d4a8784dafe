import { fixCredentials, fixDoubledOrigin, fixOrigin, fixWildcardOrigin } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { FailureCode, Fix, Verdict } from '../trace/trace.ts';
import { type HeaderLines, getHeader, headerValues } from './header-lines.ts';
import { redirectTaint, requestOrigin } from './request-origin.ts';
import type { FetchRequest } from './request.ts';

const clause = (step: number): string => `Fetch, "CORS check", step ${step}`;

/**
 * Whether a response lets the request's origin read it. The values are compared byte for byte.
 *
 * @see Fetch, section 4.9 "CORS check"
 */
export function corsCheck(request: FetchRequest, headers: HeaderLines): Verdict {
  const origin = requestOrigin(request);
  const isRedirected = redirectTaint(request) !== 'same-origin';
  // Repeated lines are joined first, so that a doubled header never matches. (Fetch, "get")
  const allowed = getHeader(headers, 'access-control-allow-origin');
  if (allowed === null) {
    return failed(
      2,
      'allow-origin-missing',
      `The response has no Access-Control-Allow-Origin, so no other origin, ${show(origin)} included, may read it.`,
      fixOrigin(origin, isRedirected),
    );
  }
  const withCredentials = request.credentials === 'include';
  if (!withCredentials && allowed === '*') {
    return passed(clause(3), 'Access-Control-Allow-Origin is "*": every origin may read it.');
  }
  if (allowed !== origin) return refuseOrigin(allowed, origin, isRedirected, headers);
  if (!withCredentials) {
    return passed(clause(5), `Access-Control-Allow-Origin is ${show(allowed)}, the page's origin.`);
  }

  const credentials = getHeader(headers, 'access-control-allow-credentials');
  if (credentials === 'true') {
    return passed(
      clause(7),
      `Access-Control-Allow-Origin is ${show(allowed)}, the page's origin, and Access-Control-Allow-Credentials is "true".`,
    );
  }
  return credentials === null
    ? failed(
        8,
        'allow-credentials-missing',
        "The page sends credentials: 'include', and the response has no Access-Control-Allow-Credentials.",
        fixCredentials,
      )
    : failed(
        8,
        'allow-credentials-invalid',
        `Access-Control-Allow-Credentials is ${show(credentials)}. Only "true", in this very case and once, counts.`,
        fixCredentials,
      );
}

/** (Fetch, "CORS check", step 4): says which of the usual mistakes it is. */
function refuseOrigin(
  allowed: string,
  origin: string,
  isRedirected: boolean,
  headers: HeaderLines,
): Verdict {
  if (allowed === '*') {
    return failed(
      4,
      'allow-origin-wildcard-with-credentials',
      `Access-Control-Allow-Origin is "*", which does not count for a request with credentials: 'include'. It must be ${show(origin)}.`,
      fixWildcardOrigin(origin),
    );
  }
  const lines = headerValues(headers, 'access-control-allow-origin');
  if (lines.length > 1 || allowed.includes(',')) {
    const what = lines.length > 1 ? `stands ${lines.length} times` : 'is a list';
    return failed(
      4,
      'allow-origin-multiple',
      `Access-Control-Allow-Origin ${what}: ${show(allowed)}. Only a single value, "*" or ${show(origin)}, counts.`,
      fixDoubledOrigin(origin),
    );
  }
  return failed(
    4,
    'allow-origin-mismatch',
    `Access-Control-Allow-Origin is ${show(allowed)}, and the request's origin is ${show(origin)}. ${nearMiss(allowed, origin)}`.trimEnd(),
    fixOrigin(origin, isRedirected),
  );
}

/** Why two values that look alike differ: the comparison is byte for byte. */
function nearMiss(allowed: string, origin: string): string {
  if (allowed === '') return 'The header is blank.';
  if (allowed === `${origin}/`) return 'The trailing slash makes them differ.';
  if (allowed.toLowerCase() === origin) return 'The case makes them differ.';
  if (
    allowed.replace(/^http:/, 'https:') === origin ||
    allowed.replace(/^https:/, 'http:') === origin
  ) {
    return 'The scheme makes them differ.';
  }
  if (allowed.includes('*')) return 'Browsers know no patterns: "*" stands alone or means nothing.';
  if (origin === 'null' && allowed !== 'null')
    return 'The request lost its origin: see the steps before.';
  return '';
}

function failed(step: number, code: FailureCode, message: string, fix: Fix): Verdict {
  return { ok: false, clause: clause(step), code, message, fix };
}
