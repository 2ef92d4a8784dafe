import { getHeader, hasHeader } from '../fetch/header-lines.ts';
import { type InternalResponse, isRedirectStatus } from '../fetch/response.ts';
import type { HttpCache } from './http-cache.ts';
import { recordedBody } from './recorded-body.ts';
import type { StoredResponse } from './stored-response.ts';

/**
 * Stores a response as its body goes by, and hands out the response to use instead of it. Nothing
 * is stored unless the body is complete. (RFC 9111, section 3.3)
 */
export function storeResponse(
  cache: HttpCache,
  url: string,
  response: InternalResponse,
  stored: Omit<StoredResponse, 'body'>,
): InternalResponse {
  const writer = cache.open(url);
  // The body of a redirect is never looked at, so it never comes to its end. Whoever may not follow
  // it is told so again, as in Chromium.
  if (isRedirectStatus(response.status) && hasHeader(response.headers, 'location')) {
    writer.commit({ ...stored, body: null });
    return response;
  }
  if (response.body === null) {
    writer.commit({ ...stored, body: null });
    return { ...response, forget: writer.abandon };
  }
  const body = recordedBody(response.body, cache.bounds.bytes, {
    complete(bytes) {
      if (isWhole(response, bytes.byteLength)) writer.commit({ ...stored, body: bytes });
      else writer.abandon();
    },
    abandon: writer.abandon,
  });
  return { ...response, body, forget: writer.abandon };
}

/** Whether the length is the one that was announced; decoded bodies have another. (RFC 9112, section 8) */
function isWhole({ headers }: InternalResponse, length: number): boolean {
  const announced = getHeader(headers, 'content-length');
  if (announced === null || hasHeader(headers, 'content-encoding')) return true;
  return Number(announced) === length;
}
