import type { Origin } from '@routecors/core';

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
  /** Whether client hints need no preflight, as in Chromium. */
  readonly clientHints: boolean;
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
    (request.credentials === 'same-origin' && request.responseTainting === 'basic')
  );
}
