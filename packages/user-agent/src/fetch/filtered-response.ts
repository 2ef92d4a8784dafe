import { isForbiddenResponseHeader, isSafelistedResponseHeader } from '@routecors/core';

import { passed } from '../trace/recorder.ts';
import type { Verdict } from '../trace/trace.ts';
import { type HeaderLines, extractTokens, getHeader, tokensBeforeFault } from './header-lines.ts';
import { type FetchRequest, withoutFragment } from './request.ts';
import type { InternalResponse } from './response.ts';

/** A response cut down to what the page may see. */
export interface FilteredResponse {
  readonly type: 'basic' | 'cors' | 'opaque' | 'opaqueredirect';
  readonly status: number;
  readonly statusText: string;
  readonly headers: HeaderLines;
  readonly url: string;
  readonly redirected: boolean;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

/**
 * Filters a response as the request's tainting demands, and says so.
 *
 * @see Fetch, section 2.2.6 "Responses" and "main fetch", step 14
 */
export function filterResponse(
  request: FetchRequest,
  response: InternalResponse,
  tainting: FetchRequest['responseTainting'],
): { readonly filtered: FilteredResponse; readonly verdict: Verdict } {
  if (response.isOpaqueRedirect) {
    const verdict = passed(
      clause('opaque-redirect filtered response'),
      "redirect: 'manual': the page gets status 0 and nothing else.",
    );
    // The one thing it keeps is its URL list. (Fetch, "opaque-redirect filtered response")
    const leadsNowhere = (getHeader(response.headers, 'location') ?? '') === '';
    const isShown = leadsNowhere && response.body !== null;
    const body = isShown && request.deviates('opaque-redirect-keeps-body') ? response.body : null;
    return { filtered: { ...empty, type: 'opaqueredirect', url: urlOf(response), body }, verdict };
  }
  if (tainting === 'opaque') {
    const verdict = passed(
      clause('opaque filtered response'),
      "mode: 'no-cors': the page gets status 0, no headers and no body.",
    );
    return { filtered: { ...empty, type: 'opaque' }, verdict };
  }
  const visible = { ...response, url: urlOf(response), redirected: response.urlList.length > 1 };
  if (tainting === 'basic') {
    const headers = response.headers.filter(([name]) => !isForbiddenResponseHeader(name));
    const verdict = passed(
      clause('basic filtered response'),
      'The page sees all headers but Set-Cookie.',
    );
    return { filtered: { ...visible, type: 'basic', headers }, verdict };
  }
  const headers = exposedHeaders(request, response.headers);
  return {
    filtered: { ...visible, type: 'cors', headers },
    verdict: describe(headers, response.headers),
  };
}

const clause = (name: string): string => `Fetch, "${name}"`;

const empty = {
  status: 0,
  statusText: '',
  headers: [],
  url: '',
  redirected: false,
  body: null,
} as const;

const urlOf = (response: InternalResponse): string =>
  withoutFragment(response.urlList.at(-1) ?? response.urlList[0]);

/** (Fetch, "main fetch", step 14.1; "CORS-safelisted response-header name") */
function exposedHeaders(request: FetchRequest, headers: HeaderLines): HeaderLines {
  const name = 'access-control-expose-headers';
  const listed = extractTokens(headers, name);
  // One malformed element voids the whole list.
  const wildcard = listed === 'failure' && tokensBeforeFault(headers, name).includes('*');
  const counts = wildcard && request.deviates('expose-wildcard-first') ? ['*'] : listed;
  const names = new Set(Array.isArray(counts) ? counts.map((each) => each.toLowerCase()) : []);
  // With credentials `*` is the name of a header like any other.
  const all = names.has('*') && request.credentials !== 'include';
  return headers.filter(
    ([each]) =>
      isSafelistedResponseHeader(each) ||
      ((all || names.has(each.toLowerCase())) && !isForbiddenResponseHeader(each)),
  );
}

function describe(visible: HeaderLines, all: HeaderLines): Verdict {
  const names = uniqueNames(visible);
  const hidden = uniqueNames(all).filter((name) => !names.includes(name));
  const seen = names.length === 0 ? 'no header' : names.join(', ');
  const rest = hidden.length === 0 ? '' : ` Hidden, because not exposed: ${hidden.join(', ')}.`;
  return passed(clause('CORS filtered response'), `The page sees ${seen}.${rest}`);
}

function uniqueNames(headers: HeaderLines): string[] {
  return [...new Set(headers.map(([name]) => name.toLowerCase()))].toSorted();
}
