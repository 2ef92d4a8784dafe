import { isNonWildcardRequestHeader, isSafelistedMethod } from '@routecors/core';

import {
  fixHeaders,
  fixMalformedList,
  fixMethod,
  fixPreflightRedirect,
  fixPreflightStatus,
} from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show, showList } from '../trace/show.ts';
import type { FailureCode, Fix, Verdict } from '../trace/trace.ts';
import { type HeaderLines, extractTokens, getHeader } from './header-lines.ts';
import type { FetchRequest } from './request.ts';
import { isOkStatus, isRedirectStatus } from './response.ts';
import { unsafeHeaderNames } from './safelisted-request-header.ts';

/** What a preflight response says. `null` where the header is absent. */
export interface PreflightGrant {
  readonly methods: readonly string[];
  readonly headerNames: readonly string[];
}

const clause = (step: string): string => `Fetch, "CORS-preflight fetch", step ${step}`;

/** Whether the status is one that counts as success. (step 7) */
export function checkStatus(status: number, headers: HeaderLines): Verdict {
  if (isOkStatus(status)) return passed(clause('7'), `${status} is a success.`);
  if (isRedirectStatus(status)) {
    const location = getHeader(headers, 'location');
    const target = location === null ? '' : ` to ${show(location)}`;
    return failed(
      '7',
      'preflight-redirect',
      `The preflight was redirected with ${status}${target}. Only 200 to 299 counts.`,
      fixPreflightRedirect,
    );
  }
  return failed(
    '7',
    'preflight-status',
    `The preflight was answered with ${status}. Only 200 to 299 counts.`,
    fixPreflightStatus,
  );
}

/**
 * What a successful preflight grants, `null` where that cannot be read, and whether that covers the request.
 *
 * @see Fetch, "CORS-preflight fetch", steps 7.1 to 7.7
 */
export function checkGrant(
  request: FetchRequest,
  headers: HeaderLines,
): { readonly verdict: Verdict; readonly grant: PreflightGrant | null } {
  const methods = extractTokens(headers, 'access-control-allow-methods');
  const headerNames = extractTokens(headers, 'access-control-allow-headers');
  if (methods === 'failure' || headerNames === 'failure') {
    const verdict =
      methods === 'failure'
        ? malformed('Access-Control-Allow-Methods', 'allow-methods-malformed', 'methods', headers)
        : malformed(
            'Access-Control-Allow-Headers',
            'allow-headers-malformed',
            'allowedHeaders',
            headers,
          );
    return { verdict, grant: null };
  }
  // What was asked only because of the flag is cached all the same. (step 7.4)
  const implied = methods === null && request.useCorsPreflight ? [request.method] : [];
  const grant = { methods: methods ?? implied, headerNames: headerNames ?? [] };
  const method = checkMethod(request, grant.methods);
  return { verdict: method.ok ? checkHeaders(request, grant.headerNames) : method, grant };
}

/** (step 7.5) */
function checkMethod(request: FetchRequest, methods: readonly string[]): Verdict {
  const { method } = request;
  if (methods.includes(method) || isSafelistedMethod(method))
    return passed(clause('7.5'), `${method} is allowed.`);
  if (methods.includes('*')) {
    if (request.credentials !== 'include')
      return passed(clause('7.5'), `${method} is allowed by "*".`);
    return failed(
      '7.5',
      'method-wildcard-with-credentials',
      `Access-Control-Allow-Methods is "*", which does not cover ${method} for a request with credentials: 'include'.`,
      fixMethod(method),
    );
  }
  const twin = methods.find((candidate) => candidate.toUpperCase() === method.toUpperCase());
  const hint =
    twin === undefined ? '' : ` Methods are case-sensitive: ${show(twin)} is another one.`;
  return failed(
    '7.5',
    'method-not-allowed',
    `Access-Control-Allow-Methods lists ${showList(methods)}, not ${show(method)}.${hint}`,
    fixMethod(method),
  );
}

/** (steps 7.6 and 7.7) */
function checkHeaders(request: FetchRequest, headerNames: readonly string[]): Verdict {
  const allowed = new Set(headerNames.map((name) => name.toLowerCase()));
  const wanted = unsafeHeaderNames(request);
  const unlisted = wanted.filter((name) => !allowed.has(name));
  // `*` never covers Authorization, with or without credentials. (step 7.6)
  const authorization = unlisted.filter(isNonWildcardRequestHeader);
  const isCovered =
    authorization.length > 0 &&
    allowed.has('*') &&
    request.credentials !== 'include' &&
    request.deviates('authorization-wildcard');
  if (authorization.length > 0 && allowed.has('*') && !isCovered) {
    return failed(
      '7.6',
      'authorization-not-listed',
      'Access-Control-Allow-Headers is "*", which never covers Authorization: it must be listed by name.',
      fixHeaders(authorization),
    );
  }
  if (unlisted.length === 0) {
    return passed(
      clause('7.7'),
      wanted.length === 0
        ? `${request.method} needs no further grant.`
        : `${request.method} with ${wanted.join(', ')} is allowed.`,
    );
  }
  if (!allowed.has('*')) {
    return failed(
      '7.7',
      'header-not-allowed',
      `Access-Control-Allow-Headers lists ${showList(headerNames)}; the page also sends ${showList(unlisted)}.`,
      fixHeaders(unlisted),
    );
  }
  if (request.credentials === 'include') {
    return failed(
      '7.7',
      'header-wildcard-with-credentials',
      `Access-Control-Allow-Headers is "*", which does not cover ${showList(unlisted)} for a request with credentials: 'include'.`,
      fixHeaders(unlisted),
    );
  }
  return passed(clause('7.7'), `${request.method} with ${wanted.join(', ')} is allowed by "*".`);
}

function malformed(
  header: string,
  code: FailureCode,
  option: string,
  headers: HeaderLines,
): Verdict {
  const value = getHeader(headers, header.toLowerCase()) ?? '';
  return failed(
    '7.3',
    code,
    `${header} is ${show(value)}, which is no list of names.`,
    fixMalformedList(header, option),
  );
}

function failed(step: string, code: FailureCode, message: string, fix: Fix): Verdict {
  return { ok: false, clause: clause(step), code, message, fix };
}
