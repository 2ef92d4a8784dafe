import { originOfUrl, parseOrigin } from '@routecors/core';
import { isSameSite } from '@routecors/user-agent';

import type { Report } from '../report.ts';
import { type Answered, valuesOf } from './exchanges.ts';
import type { Hint } from './hint.ts';

/** Cookies that a browser drops without a word when a page of another site gets them. (RFC 6265bis, section 5.7) */
export function lostCookies({ headers, url }: Answered, trace: Report['trace']): Hint[] {
  const page = parseOrigin(trace.origin);
  if (page === undefined || isSameSite(page, originOfUrl(url))) return [];
  return valuesOf(headers, 'set-cookie').flatMap((cookie): Hint[] => {
    const [pair = '', ...attributes] = cookie.split(';').map((part) => part.trim());
    const given = new Map(
      attributes.map((attribute) => {
        const [name = '', value = ''] = attribute.split('=');
        return [name.trim().toLowerCase(), value.trim().toLowerCase()] as const;
      }),
    );
    const missing = [
      ...(given.get('samesite') === 'none' ? [] : ['SameSite=None']),
      ...(given.has('secure') ? [] : ['Secure']),
    ];
    if (missing.length === 0) return [];
    const [name = ''] = pair.split('=');
    return [
      {
        code: 'cookie-lost',
        message: `The cookie ${JSON.stringify(name)} is lost: the page is of another site, and the cookie lacks ${missing.join(' and ')}. Browsers drop it without a word.`,
      },
    ];
  });
}
