import type { HeaderLines } from '../fetch/header-lines.ts';
import type { Mode } from '../fetch/request.ts';

/** A response as the HTTP cache keeps it. It never changes: a 304 makes a new one. */
export interface StoredResponse {
  readonly status: number;
  readonly statusText: string;
  /** Every line as received, repeated names apart. */
  readonly headers: HeaderLines;
  /** All of it, content codings undone; `null` where there is none to show. */
  readonly body: Uint8Array<ArrayBuffer> | null;
  /** The request that it answered, as it was sent: what `Vary` is about. */
  readonly request: { readonly headers: HeaderLines; readonly mode: Mode };
  /** When that request left and the head of the response came, in milliseconds. (RFC 9111, section 4.2.3) */
  readonly requestTime: number;
  readonly responseTime: number;
}

/** What a stored response weighs, in bytes; names and values hold one byte per character. */
export function sizeOf(url: string, { headers, body, request }: StoredResponse): number {
  const lines = [...headers, ...request.headers];
  const text = lines.reduce((sum, [name, value]) => sum + name.length + value.length, url.length);
  return text + (body?.byteLength ?? 0);
}
