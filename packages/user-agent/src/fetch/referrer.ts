import { isSameOrigin, originOfUrl } from '@routecors/core';

import { type HeaderLines, headerValues, stripBlanks } from './header-lines.ts';
import { type FetchRequest, type ReferrerPolicy, currentUrl } from './request.ts';
import { isTrustworthy } from './site.ts';

/** What applies where neither request nor document names a policy. (Referrer Policy, section 3.4) */
export const defaultReferrerPolicy: ReferrerPolicy = 'strict-origin-when-cross-origin';

const policies: ReadonlySet<string> = new Set<ReferrerPolicy>([
  'no-referrer',
  'no-referrer-when-downgrade',
  'origin',
  'origin-when-cross-origin',
  'same-origin',
  'strict-origin',
  'strict-origin-when-cross-origin',
  'unsafe-url',
]);

/** Whether `value` is a referrer policy, the empty string included. (Referrer Policy, section 3) */
export function isReferrerPolicy(value: string): value is ReferrerPolicy {
  return value === '' || policies.has(value);
}

/** The longest referrer sent in full; a longer one is cut to its origin. (Referrer Policy, section 8.3, step 6) */
const maxReferrerLength = 4_096;

/**
 * The referrer that a request may show at its current URL. It replaces the one before, so that what
 * one redirect cut off, no later one brings back. (Fetch, "main fetch", step 9)
 *
 * @see Referrer Policy, "determine request's referrer"
 */
export function determineReferrer(request: FetchRequest): FetchRequest['referrer'] {
  const value = allowedReferrer(request);
  return value === undefined ? 'no-referrer' : new URL(value);
}

function allowedReferrer(request: FetchRequest): string | undefined {
  if (request.referrer === 'no-referrer') return undefined;
  const full = strip(request.referrer, false);
  const origin = strip(request.referrer, true);
  if (full === undefined || origin === undefined) return undefined;
  const whole = full.length > maxReferrerLength ? origin : full;

  const url = currentUrl(request);
  const sameOrigin = isSameOrigin(originOfUrl(request.referrer), originOfUrl(url));
  const downgrade = isTrustworthy(request.referrer) && !isTrustworthy(url);
  switch (request.referrerPolicy || defaultReferrerPolicy) {
    case 'no-referrer':
      return undefined;
    case 'origin':
      return origin;
    case 'unsafe-url':
      return whole;
    case 'same-origin':
      return sameOrigin ? whole : undefined;
    case 'origin-when-cross-origin':
      return sameOrigin ? whole : origin;
    case 'no-referrer-when-downgrade':
      return downgrade ? undefined : whole;
    case 'strict-origin':
      return downgrade ? undefined : origin;
    default:
      if (sameOrigin) return whole;
      return downgrade ? undefined : origin;
  }
}

/** The policy after a redirect: the last one that its `Referrer-Policy` names, else the same as before. (Referrer Policy, section 8.2) */
export function policyAfterRedirect(request: FetchRequest, headers: HeaderLines): ReferrerPolicy {
  const named = headerValues(headers, 'referrer-policy')
    .flatMap((value) => value.split(','))
    .map((token) => stripBlanks(token).toLowerCase())
    .findLast((token) => policies.has(token));
  return (named as ReferrerPolicy | undefined) ?? request.referrerPolicy;
}

/** (Referrer Policy, "strip url for use as a referrer") */
function strip(url: URL, originOnly: boolean): string | undefined {
  if (url.protocol !== 'http:' && url.protocol !== 'https:') return undefined;
  return originOnly ? `${url.origin}/` : `${url.origin}${url.pathname}${url.search}`;
}
