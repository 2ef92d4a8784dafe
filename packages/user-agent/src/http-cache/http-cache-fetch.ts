import type { FetchContext } from '../fetch/context.ts';
import { hasHeader } from '../fetch/header-lines.ts';
import type { WireRequest } from '../fetch/http-network-fetch.ts';
import { currentUrl, withoutFragment } from '../fetch/request.ts';
import { type FetchResult, type InternalResponse, discard } from '../fetch/response.ts';
import { explainInvalidation, explainNotModified, explainSelection } from './explain.ts';
import type { HttpCache } from './http-cache.ts';
import { invalidate } from './invalidate.ts';
import { selectResponse } from './select-response.ts';
import { isStorable } from './storable.ts';
import { storeResponse } from './store-response.ts';
import { freshenedHeaders, storedHeaders } from './stored-headers.ts';
import type { StoredResponse } from './stored-response.ts';

/** Sends a request to the server, whatever is stored. */
export type Send = (request: WireRequest) => Promise<FetchResult>;

/**
 * Answers a request from the cache, or asks the server and stores what it says. `null` where the
 * request wants a stored response or none, and there is none.
 *
 * @see Fetch, "HTTP-network-or-cache fetch", steps 8.25 and 10
 */
export async function httpCacheFetch(
  context: FetchContext,
  cache: HttpCache,
  request: WireRequest,
  send: Send,
): Promise<FetchResult | null> {
  const url = withoutFragment(currentUrl(request));
  const at = { during: 'actual', url } as const;
  const { recorder, signal } = context;
  if (!isCacheable(request)) {
    if (request.cache === 'only-if-cached') return null;
    const response = await send(request);
    const urls = invalidate(cache, request, response);
    if (urls.length > 0) {
      recorder.record('http-cache', at, explainInvalidation(request.method, urls));
    }
    return response;
  }

  // Who wants all of it anew waits for nobody's.
  const found = request.cache === 'reload' ? undefined : await cache.find(url, signal);
  // Whoever gave up gets the error that the network has for it.
  if (signal.aborted) return send(request);
  const now = cache.now();
  const selection = selectResponse(found, request, now);
  if (selection.kind === 'use') {
    recorder.record('http-cache', at, explainSelection(selection, request.cache, now));
    return reused(request, selection.stored, 'local', now);
  }
  if (request.cache === 'only-if-cached') return null;
  // A stored response of GET serves HEAD as it is, or not at all.
  if (request.method === 'HEAD') return send(request);
  if (selection.kind === 'none') return store(cache, request, await send(request), now);

  recorder.record('http-cache', at, explainSelection(selection, request.cache, now));
  const { stored, validators } = selection;
  const forward = { ...request, headers: [...request.headers, ...validators] };
  const response = await send(forward);
  if (response.kind === 'network-error') return response;
  if (response.status !== 304 || validators.length === 0) {
    return store(cache, request, response, now);
  }
  discard(response);
  recorder.record('http-cache', at, explainNotModified(response.headers));
  const freshened = freshen(cache, request, response, stored, now);
  if (isStorable(request, freshened)) cache.replace(url, stored, freshened);
  else cache.delete(url);
  return { ...reused(request, stored, 'validated', now), headers: freshened.headers };
}

/** Parts and what a page validates itself go past the cache. (Fetch, "HTTP-network-or-cache fetch", step 8.16) */
function isCacheable({ method, cache, headers }: WireRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && cache !== 'no-store' && !hasHeader(headers, 'range')
  );
}

function store(
  cache: HttpCache,
  request: WireRequest,
  response: FetchResult,
  requestTime: number,
): FetchResult {
  if (response.kind === 'network-error' || request.method !== 'GET') return response;
  const url = withoutFragment(currentUrl(request));
  if (!isStorable(request, response)) {
    // What was stored before is no longer what the server says.
    cache.delete(url);
    return response;
  }
  const { status, statusText } = response;
  return storeResponse(cache, url, response, {
    status,
    statusText,
    headers: storedHeaders(response.headers),
    request: { headers: request.headers, mode: request.mode },
    requestTime,
    responseTime: cache.now(),
  });
}

/** (RFC 9111, section 4.3.4) */
function freshen(
  cache: HttpCache,
  request: WireRequest,
  notModified: InternalResponse,
  stored: StoredResponse,
  requestTime: number,
): StoredResponse {
  return {
    ...stored,
    headers: freshenedHeaders(stored.headers, notModified.headers),
    // It answers this request from now on: `Vary` of the 304 is about this one.
    request: { headers: request.headers, mode: request.mode },
    requestTime,
    responseTime: cache.now(),
  };
}

function reused(
  request: WireRequest,
  stored: StoredResponse,
  state: 'local' | 'validated',
  now: number,
): InternalResponse {
  const { status, statusText, headers, body } = stored;
  return {
    kind: 'response',
    status,
    statusText,
    headers,
    // `Response` copies the bytes: what the page does to its own leaves the stored ones alone.
    body: body === null || request.method === 'HEAD' ? null : new Response(body).body,
    urlList: request.urlList,
    tainting: request.responseTainting,
    isOpaqueRedirect: false,
    cached: { state, stored, now },
  };
}
