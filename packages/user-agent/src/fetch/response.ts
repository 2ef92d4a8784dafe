import type { StoredResponse } from '../http-cache/stored-response.ts';
import type { HeaderLines } from './header-lines.ts';
import type { FetchRequest, ResponseTainting } from './request.ts';

/** A response before filtering. (Fetch, "internal response") */
export interface InternalResponse {
  readonly kind: 'response';
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderLines;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
  readonly urlList: readonly [URL, ...URL[]];
  /** How the request that it answers was tainted in the end: decides how it is filtered. */
  readonly tainting: ResponseTainting;
  /** Set where the page asked not to follow this redirect. (Fetch, "opaque-redirect filtered response") */
  readonly isOpaqueRedirect: boolean;
  /** `null` where it came from the server. */
  readonly cached: CachedFrom | null;
  /** Leaves nothing of it in the HTTP cache, where it has just been stored. */
  readonly forget?: () => void;
}

/** How a response came out of the HTTP cache. */
export interface CachedFrom {
  /** Used as it was stored, or after a 304. (Fetch, "cache state") */
  readonly state: 'local' | 'validated';
  /** As it was stored, before any 304 changed it. */
  readonly stored: StoredResponse;
  /** When it was used, in milliseconds. */
  readonly now: number;
}

/** Nothing for the page to see. Why is in the trace. (Fetch, "network error") */
export interface NetworkError {
  readonly kind: 'network-error';
  /** The request as it was by then: redirects change what its current URL is. */
  readonly request: Pick<FetchRequest, 'origin' | 'urlList'>;
}

export type FetchResult = InternalResponse | NetworkError;

export function networkErrorFor(request: NetworkError['request']): NetworkError {
  return { kind: 'network-error', request };
}

const redirectStatuses: ReadonlySet<number> = new Set([301, 302, 303, 307, 308]);
const nullBodyStatuses: ReadonlySet<number> = new Set([101, 103, 204, 205, 304]);

/** (Fetch, "redirect status") */
export function isRedirectStatus(status: number): boolean {
  return redirectStatuses.has(status);
}

/** (Fetch, "null body status") */
export function isNullBodyStatus(status: number): boolean {
  return nullBodyStatuses.has(status);
}

/** (Fetch, "ok status") */
export function isOkStatus(status: number): boolean {
  return status >= 200 && status <= 299;
}

/** Lets go of a response that nobody will read, so that its connection closes. */
export function discard(response: FetchResult): void {
  if (response.kind === 'response') void response.body?.cancel().catch(() => undefined);
}
