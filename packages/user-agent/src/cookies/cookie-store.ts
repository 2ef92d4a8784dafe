import { originOfUrl } from '@routecors/core';
import { Cookie, CookieJar } from 'tough-cookie';

import { type HeaderLines, headerValues } from '../fetch/header-lines.ts';
import { redirectTaint } from '../fetch/request-origin.ts';
import { type FetchRequest, currentUrl } from '../fetch/request.ts';
import { isSameSite } from '../fetch/site.ts';

/** The cookies for one request: the header's value, and the names that stay at home with the reason. */
export interface RequestCookies {
  readonly header: string;
  readonly withheld: readonly string[];
}

/** A cookie that a response sets and that is not kept. */
export interface LostCookie {
  readonly name: string;
  /** What it would have to say, such as `SameSite=None`. */
  readonly lacks: readonly string[];
}

/** The cookies of one user agent. */
export interface CookieStore {
  /** (Fetch, "append a request `Cookie` header") */
  readonly forRequest: (request: FetchRequest) => Promise<RequestCookies>;
  /** Keeps what a response sets, and tells what it does not keep. (Fetch, "parse and store response `Set-Cookie` headers") */
  readonly store: (request: FetchRequest, headers: HeaderLines) => Promise<readonly LostCookie[]>;
  /** Sets a cookie as a visit to `url` itself would. */
  readonly set: (url: string | URL, cookie: string) => Promise<void>;
}

/**
 * A jar for matching by domain, path and time, and around it what browsers do with `SameSite` and
 * `Secure`: a cookie that names no `SameSite` is `Lax`, `None` needs `Secure`, and cross-site
 * requests carry and set `None` cookies only. (RFC 6265bis, sections 5.2, 5.7 and 5.8.3)
 */
export function createCookieStore(): CookieStore {
  const jar = new CookieJar(undefined, { prefixSecurity: 'silent' });

  async function put(line: string, url: URL, crossSite: boolean): Promise<LostCookie | undefined> {
    const cookie = Cookie.parse(line, { loose: true });
    if (cookie === undefined) return undefined;
    const lacks = missingAttributes(cookie, crossSite);
    if (lacks.length > 0) return { name: cookie.key, lacks };
    await jar.setCookie(cookie, url.href, { ignoreError: true });
    return undefined;
  }

  return {
    async forRequest(request) {
      const cookies = await jar.getCookies(currentUrl(request).href);
      const crossSite = isCrossSite(request);
      const isSent = (cookie: Cookie): boolean => !crossSite || isNone(cookie);
      return {
        header: cookies
          .filter(isSent)
          .map((cookie) => cookie.cookieString())
          .join('; '),
        withheld: cookies
          .filter((cookie) => !isSent(cookie))
          .map((cookie) => `${cookie.key} (SameSite=${cookie.sameSite ?? 'lax'})`),
      };
    },
    async store(request, headers) {
      const url = currentUrl(request);
      const crossSite = isCrossSite(request);
      const lost: LostCookie[] = [];
      for (const value of headerValues(headers, 'set-cookie')) {
        const each = await put(value, url, crossSite);
        if (each) lost.push(each);
      }
      return lost;
    },
    set: async (url, cookie) => {
      await put(cookie, new URL(url), false);
    },
  };
}

/** `None` needs `Secure`, and a response of another site sets no other. */
function missingAttributes(cookie: Cookie, crossSite: boolean): readonly string[] {
  if (!crossSite && !isNone(cookie)) return [];
  return [...(isNone(cookie) ? [] : ['SameSite=None']), ...(cookie.secure ? [] : ['Secure'])];
}

const isNone = (cookie: Cookie): boolean => cookie.sameSite === 'none';

/** Whether page and URL, or any redirect between them, belong to different sites. (RFC 6265bis, section 5.2) */
function isCrossSite(request: FetchRequest): boolean {
  return (
    !isSameSite(request.origin, originOfUrl(currentUrl(request))) ||
    (redirectTaint(request) === 'cross-site' && !request.deviates('same-site-redirects'))
  );
}
