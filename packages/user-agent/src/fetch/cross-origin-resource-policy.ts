import { isSameOrigin, originOfUrl, serializeOrigin } from '@routecors/core';

import { fixResourcePolicy } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { Verdict } from '../trace/trace.ts';
import { type HeaderLines, getHeader } from './header-lines.ts';
import { type FetchRequest, currentUrl } from './request.ts';
import { isSchemelesslySameSite } from './site.ts';

const clause = 'Fetch, "cross-origin resource policy internal check"';

/**
 * Whether a response may be embedded opaquely, for a page without an embedder policy. CORS responses
 * never come here.
 *
 * @see Fetch, section 3.8 "`Cross-Origin-Resource-Policy` header"
 */
export function crossOriginResourcePolicyCheck(
  request: FetchRequest,
  headers: HeaderLines,
): Verdict {
  const policy = getHeader(headers, 'cross-origin-resource-policy');
  const { origin } = request;
  const target = originOfUrl(currentUrl(request));
  if (policy === 'same-origin' && !isSameOrigin(origin, target)) return blocked();
  if (policy === 'same-site') {
    // A secure response does not match a page that is not. (step 6)
    const isSecureEnough =
      (origin.kind === 'tuple' && origin.scheme === 'https') ||
      currentUrl(request).protocol !== 'https:';
    if (!isSchemelesslySameSite(origin, target) || !isSecureEnough) return blocked();
  }
  return passed(clause, 'No Cross-Origin-Resource-Policy forbids it.');

  function blocked(): Verdict {
    return {
      ok: false,
      clause,
      code: 'resource-policy',
      message: `Cross-Origin-Resource-Policy is ${show(policy ?? '')}, which rules out ${serializeOrigin(origin)}.`,
      fix: fixResourcePolicy,
    };
  }
}
