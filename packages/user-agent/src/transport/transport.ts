import type { HeaderLines } from '../fetch/header-lines.ts';

/** One request, complete but for what belongs to the connection: `Host`, `Connection`, `Accept-Encoding`. */
export interface TransportRequest {
  /** A token, to be sent in this very case. */
  readonly method: string;
  /** Absolute, `http:` or `https:`, without a fragment. */
  readonly url: URL;
  readonly headers: HeaderLines;
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** Aborted when the caller gives up or the time is over: drop the connection then. */
  readonly signal: AbortSignal;
}

/** What came back for it. */
export interface TransportResponse {
  readonly status: number;
  readonly statusText: string;
  /** One entry per line as received, repeated names apart; one byte per character. */
  readonly headers: HeaderLines;
  /** Why a server in the same process denied it, in its own words; left out where nobody said. */
  readonly explanation?: string;
  /** Content codings undone. */
  readonly body: ReadableStream<Uint8Array> | null;
}

/**
 * Carries one request to a server and its response back. It follows no redirect, keeps no cookie,
 * and adds no `Origin`: all of that is the user agent's. It rejects where no response came back.
 */
export type Transport = (request: TransportRequest) => Promise<TransportResponse>;

/** What a hostile or broken server can cost. */
export interface Limits {
  /** Milliseconds for one call of `fetch`: preflight, redirects and the body included. */
  readonly time: number;
  /** Bytes of a response's body, after decoding. */
  readonly bodySize: number;
}

export const defaultLimits: Limits = Object.freeze({ time: 30_000, bodySize: 16 * 1024 * 1024 });
