import { httpCacheFetch } from '../http-cache/http-cache-fetch.ts';
import { fixCaller } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show } from '../trace/show.ts';
import type { During, LostCookies, Verdict } from '../trace/trace.ts';
import type { FetchContext } from './context.ts';
import { type HeaderLines, hasHeader, headerValues } from './header-lines.ts';
import { type WireRequest, httpNetworkFetch } from './http-network-fetch.ts';
import { type FetchRequest, currentUrl, includesCredentials, withoutFragment } from './request.ts';
import { type FetchResult, discard, networkErrorFor } from './response.ts';
import { userAgentHeaders } from './user-agent-headers.ts';

const clause = 'Fetch, "HTTP-network-or-cache fetch"';

/**
 * Completes a request with the headers that only a user agent sets, answers it from the HTTP cache
 * where there is one, or sends it, and keeps the cookies of the answer.
 *
 * @see Fetch, section 4.6 "HTTP-network-or-cache fetch"
 */
export async function httpNetworkOrCacheFetch(
  context: FetchContext,
  asked: FetchRequest,
  during: During,
): Promise<FetchResult> {
  const { httpCache } = context;
  const at = { during, url: withoutFragment(currentUrl(asked)) };
  const refuse = (verdict: Verdict): FetchResult => {
    const step =
      verdict === onlyIfCached && httpCache !== null ? 'http-cache' : 'http-network-fetch';
    context.recorder.record(step, at, verdict);
    return networkErrorFor(asked);
  };
  // Without a cache there is nothing that could be the only one cached. (step 10.1)
  if (asked.cache === 'only-if-cached' && httpCache === null) return refuse(onlyIfCached);

  const request = validatesItself(asked) ? ({ ...asked, cache: 'no-store' } as const) : asked;
  const withCredentials = includesCredentials(request);
  const cookies = withCredentials ? await context.cookies.forRequest(request) : undefined;
  const cookie = cookies?.header ?? '';
  const headers = [
    ...userAgentHeaders(request, context.userAgent),
    ...(cookie === '' ? [] : [['Cookie', cookie] as const]),
  ];

  // A connection of HTTP/1 needs the length, or a source to send again. ("HTTP-network fetch", step 10.3)
  if (request.body === 'stream') return refuse(streamBody);

  const send = async (wire: WireRequest): Promise<FetchResult> => {
    const withheld = cookies?.withheld ?? [];
    let response = await httpNetworkFetch(context, wire, during, withheld);
    // The server says that the connection was the wrong one: once more, over a new one. (step 16)
    if (response.kind === 'response' && response.status === 421) {
      discard(response);
      response = await httpNetworkFetch(context, wire, during, withheld);
    }
    if (response.kind === 'network-error') return response;
    const lostCookies = await keepCookies(context, request, response.headers);
    if (lostCookies && during === 'actual') {
      context.recorder.record(
        'http-network-fetch',
        { ...at, lostCookies },
        cookiesLost(lostCookies),
      );
    }
    // A server that is no proxy has no business asking for proxy credentials. (step 15)
    if (response.status !== 407) return response;
    discard(response);
    return refuse(proxyAuthentication);
  };

  const wire = { ...request, headers, body: request.body };
  // A preflight is for one request only, and what it grants has a cache of its own.
  if (httpCache === null || during === 'preflight') return send(wire);
  return (await httpCacheFetch(context, httpCache, wire, send)) ?? refuse(onlyIfCached);
}

/** Keeps the cookies of a response, if it is the answer to a request that may have some; tells which are lost. */
async function keepCookies(
  { cookies }: FetchContext,
  request: FetchRequest,
  headers: HeaderLines,
): Promise<LostCookies | undefined> {
  if (includesCredentials(request)) {
    const lost = await cookies.store(request, headers);
    return lost.length === 0 ? undefined : { reason: 'attributes', cookies: lost };
  }
  const names = headerValues(headers, 'set-cookie').map((line) => line.split(/[=;]/, 1)[0] ?? '');
  if (names.length === 0) return undefined;
  const ignored = names.map((name) => ({ name: name.trim(), lacks: [] }));
  return { reason: 'credentials', cookies: ignored };
}

/** Browsers say nothing of it. (Fetch, "parse and store response `Set-Cookie` headers"; RFC 6265bis, section 5.7) */
function cookiesLost({ reason, cookies }: LostCookies): Verdict {
  const names = cookies.map(({ name, lacks }) =>
    lacks.length === 0 ? show(name) : `${show(name)} (lacks ${lacks.join(' and ')})`,
  );
  const why =
    reason === 'credentials'
      ? 'the request has no credentials, so Set-Cookie is ignored'
      : 'the page is of another site, or SameSite=None stands without Secure';
  return passed(
    'Fetch, "parse and store response `Set-Cookie` headers"',
    `Cookies not kept: ${names.join(', ')}; ${why}.`,
  );
}

/** What a page asks about a response that it keeps itself is none of the cache's business. (step 8.16) */
function validatesItself({ cache, headers }: FetchRequest): boolean {
  return cache === 'default' && conditionalHeaders.some((name) => hasHeader(headers, name));
}

const conditionalHeaders = [
  'if-modified-since',
  'if-none-match',
  'if-unmodified-since',
  'if-match',
  'if-range',
];

const onlyIfCached: Verdict = {
  ok: false,
  clause: `${clause}, step 10.1`,
  code: 'only-if-cached',
  message: "The page asks for cache: 'only-if-cached', and nothing is cached.",
  fix: fixCaller('Use another cache mode.'),
};

const streamBody: Verdict = {
  ok: false,
  clause: 'Fetch, "HTTP-network fetch", step 10.3',
  code: 'stream-body',
  message: 'The body is a ReadableStream, which browsers do not send over HTTP/1.',
  fix: fixCaller('Pass the body as a string, Blob, FormData, URLSearchParams or bytes.'),
};

const proxyAuthentication: Verdict = {
  ok: false,
  clause: `${clause}, step 15`,
  code: 'proxy-authentication',
  message: 'The status is 407 (Proxy Authentication Required), and there is no proxy.',
  fix: fixCaller('Answer with 401 or 403; 407 is for proxies.'),
};
