import { type Origin, isSameOrigin, originOfUrl } from '@routecors/core';

import type { Deviates } from '../browsers/deviation.ts';
import type { Verdict } from '../trace/trace.ts';
import type { HeaderLines } from './header-lines.ts';

export type Mode = 'cors' | 'no-cors' | 'same-origin';
export type CredentialsMode = 'include' | 'omit' | 'same-origin';
export type RedirectMode = 'error' | 'follow' | 'manual';
export type CacheMode =
  | 'default'
  | 'force-cache'
  | 'no-cache'
  | 'no-store'
  | 'only-if-cached'
  | 'reload';
/** (Referrer Policy, section 3) */
export type ReferrerPolicy =
  | ''
  | 'no-referrer'
  | 'no-referrer-when-downgrade'
  | 'origin'
  | 'origin-when-cross-origin'
  | 'same-origin'
  | 'strict-origin'
  | 'strict-origin-when-cross-origin'
  | 'unsafe-url';
export type ResponseTainting = 'basic' | 'cors' | 'opaque';

/**
 * A request as the algorithms pass it on. It never changes: a redirect makes a new one.
 *
 * @see Fetch, section 2.2.5 "Requests"
 */
export interface FetchRequest {
  readonly method: string;
  /** The URL first asked for, then those it was redirected to. */
  readonly urlList: readonly [URL, ...URL[]];
  /** What the page set. What the user agent adds comes later, and is not part of any check. */
  readonly headers: HeaderLines;
  /** The bytes; `'stream'` for a body without a source, which cannot be sent twice. */
  readonly body: Uint8Array<ArrayBuffer> | 'stream' | null;
  readonly mode: Mode;
  readonly credentials: CredentialsMode;
  readonly redirect: RedirectMode;
  readonly cache: CacheMode;
  readonly origin: Origin;
  readonly referrer: URL | 'no-referrer';
  readonly referrerPolicy: ReferrerPolicy;
  readonly responseTainting: ResponseTainting;
  /** The use-CORS-preflight flag: a preflight even where method and headers need none. */
  readonly useCorsPreflight: boolean;
  /** Where the browser that is imitated leaves the standard. */
  readonly deviates: Deviates;
  /** What the request was before any redirect, for engines that go back to it. `null` before the first. */
  readonly beforeRedirects: BeforeRedirects | null;
}

/** A request as the page made it, and what became of its preflights since. */
export interface BeforeRedirects {
  readonly method: string;
  readonly headers: HeaderLines;
  readonly referrer: FetchRequest['referrer'];
  /** The names that a preflight asks for now, whatever the headers are by now. */
  readonly unsafeNames: readonly string[];
  /** Whether a preflight is due, whatever method and headers are by now. */
  readonly needsPreflight: boolean;
  /** The `Origin` that the request had before a redirect on the same origin. */
  readonly keptOrigin: string | null;
  /** Why it ends once its preflight is through, where an engine looks that late. */
  readonly refusal: Verdict | null;
}

/** (Fetch, "current URL") */
export function currentUrl(request: Pick<FetchRequest, 'urlList'>): URL {
  return request.urlList.at(-1) ?? request.urlList[0];
}

/** A URL as it goes over the wire and into messages. */
export function withoutFragment(url: URL): string {
  const copy = new URL(url);
  copy.hash = '';
  return copy.href;
}

/** Whether credentials go along with this very request. (Fetch, "HTTP-network-or-cache fetch", step 8.3) */
export function includesCredentials(request: FetchRequest): boolean {
  return (
    request.credentials === 'include' ||
    (request.credentials === 'same-origin' &&
      (request.responseTainting === 'basic' ||
        (request.mode === 'no-cors' && isRedirectedOut(request))))
  );
}

/** Whether a redirect led from the page's own origin, in an engine that goes on sending credentials then. */
function isRedirectedOut({ origin, urlList, deviates }: FetchRequest): boolean {
  const startsAtHome = isSameOrigin(originOfUrl(urlList[0]), origin);
  return urlList.length > 1 && startsAtHome && deviates('own-credentials-linger');
}
