import {
  isForbiddenMethod,
  isMethod,
  isSafelistedMethod,
  isSameOrigin,
  normalizeMethod,
  originOfUrl,
} from '@routecors/core';
import type { Origin } from '@routecors/core';

import type { Deviates } from '../browsers/deviation.ts';
import { hasHeader } from './header-lines.ts';
import { isReferrerPolicy } from './referrer.ts';
import { extractBody } from './request-body.ts';
import { requestHeaders } from './request-headers.ts';
import type {
  CacheMode,
  CredentialsMode,
  FetchRequest,
  Mode,
  RedirectMode,
  ReferrerPolicy,
} from './request.ts';

/** What a page passes to `fetch`, and one thing only `XMLHttpRequest` can ask for. */
export interface FetchInit extends RequestInit {
  readonly cache?: CacheMode;
  /** Needed with a `ReadableStream` as body. */
  readonly duplex?: 'half';
  /** Asks for a preflight whatever the request, as an `XMLHttpRequest` with upload listeners does. */
  readonly useCorsPreflight?: boolean;
}

/** The page that calls. (HTML, "environment settings object") */
export interface Client {
  readonly origin: Origin;
  readonly url: URL;
  readonly referrerPolicy: ReferrerPolicy;
  readonly deviates: Deviates;
}

const modes: readonly Mode[] = ['cors', 'no-cors', 'same-origin'];
const credentialsModes: readonly CredentialsMode[] = ['include', 'omit', 'same-origin'];
const redirectModes: readonly RedirectMode[] = ['error', 'follow', 'manual'];
const cacheModes: readonly CacheMode[] = [
  'default',
  'force-cache',
  'no-cache',
  'no-store',
  'only-if-cached',
  'reload',
];

/**
 * Turns the arguments of `fetch` into a request, or throws the `TypeError` that a page would get.
 *
 * @see Fetch, section 5.4 "Request class", "new Request(input, init)"
 */
export async function constructRequest(
  client: Client,
  input: string | URL | Request,
  init: FetchInit,
): Promise<FetchRequest> {
  if ((init.window ?? null) !== null) throw new TypeError('window can only be null.');
  const source = input instanceof Request ? input : undefined;
  // Whoever changes anything about a Request sends it in their own name. (step 13)
  const sender = Object.keys(init).length === 0 ? source : undefined;
  const url = parseUrl(inputUrl(input), client.url);
  const mode = oneOf('mode', init.mode ?? source?.mode ?? 'cors', modes);
  const method = parseMethod(init.method ?? source?.method ?? 'GET', mode);
  const cache = oneOf('cache', init.cache ?? source?.cache ?? 'default', cacheModes);
  if (cache === 'only-if-cached' && mode !== 'same-origin') {
    throw new TypeError("cache: 'only-if-cached' works with mode: 'same-origin' only.");
  }
  const referrerPolicy = init.referrerPolicy ?? sender?.referrerPolicy ?? '';
  if (!isReferrerPolicy(referrerPolicy))
    throw new TypeError(`referrerPolicy "${String(referrerPolicy)}" is unknown.`);
  const headers = [...requestHeaders(init.headers ?? source?.headers ?? [], mode)];

  const { body, type } = await readBody(init, source, method);
  if (body === 'stream') {
    if (init.duplex !== 'half')
      throw new TypeError("A ReadableStream as body needs duplex: 'half'.");
    if (mode === 'no-cors')
      throw new TypeError("A ReadableStream cannot be sent with mode: 'no-cors'.");
  }
  if (type !== null && !hasHeader(headers, 'content-type')) headers.push(['Content-Type', type]);
  // fetch() adds it before anything is judged. (Fetch, "fetch", step 11)
  if (!hasHeader(headers, 'accept')) headers.unshift(['Accept', '*/*']);

  return {
    method,
    urlList: [url],
    headers,
    body,
    mode,
    credentials: oneOf(
      'credentials',
      init.credentials ?? source?.credentials ?? 'same-origin',
      credentialsModes,
    ),
    redirect: oneOf('redirect', init.redirect ?? source?.redirect ?? 'follow', redirectModes),
    cache,
    origin: client.origin,
    referrer: parseReferrer(init.referrer ?? sender?.referrer ?? 'about:client', client),
    referrerPolicy: referrerPolicy || client.referrerPolicy,
    responseTainting: 'basic',
    useCorsPreflight: body === 'stream' || init.useCorsPreflight === true,
    deviates: client.deviates,
    beforeRedirects: null,
  };
}

/** The URL of the first argument, as it was given. */
export function inputUrl(input: string | URL | Request): string {
  if (input instanceof Request) return input.url;
  return input instanceof URL ? input.href : input;
}

/** (steps 5 and 6) */
function parseUrl(input: string, base: URL): URL {
  if (!URL.canParse(input, base.href))
    throw new TypeError(`"${input}" is no URL that can be resolved against ${base.href}.`);
  const url = new URL(input, base.href);
  if (url.username !== '' || url.password !== '') {
    throw new TypeError('The URL holds a user name or a password, which fetch() refuses.');
  }
  return url;
}

/** (steps 25 and 33) */
function parseMethod(value: string, mode: Mode): string {
  if (!isMethod(value)) throw new TypeError(`${JSON.stringify(value)} is no HTTP method.`);
  if (isForbiddenMethod(value)) throw new TypeError(`No page can send ${value}.`);
  const method = normalizeMethod(value);
  if (mode === 'no-cors' && !isSafelistedMethod(method)) {
    throw new TypeError(`mode: 'no-cors' allows GET, HEAD and POST, not ${method}.`);
  }
  return method;
}

/** (steps 36 to 41) */
async function readBody(
  init: FetchInit,
  source: Request | undefined,
  method: string,
): Promise<{ body: FetchRequest['body']; type: string | null }> {
  const own = init.body ?? null;
  if (own === null && (source?.body ?? null) === null) return { body: null, type: null };
  if (method === 'GET' || method === 'HEAD')
    throw new TypeError(`A ${method} request has no body.`);
  if (own !== null) return extractBody(own);
  // The type of a Request's body stands in its headers; init.headers replaces them, type and all.
  const bytes = (await source?.arrayBuffer()) ?? new ArrayBuffer(0);
  return { body: new Uint8Array(bytes), type: null };
}

/** (step 14) */
function parseReferrer(value: string, client: Client): URL | 'no-referrer' {
  if (value === '') return 'no-referrer';
  if (!URL.canParse(value, client.url.href))
    throw new TypeError(`The referrer "${value}" is no URL.`);
  const url = new URL(value, client.url.href);
  const isClient = url.protocol === 'about:' && url.pathname === 'client';
  const own = isClient || !isSameOrigin(originOfUrl(url), client.origin) ? client.url : url;
  // A document of opaque origin tells nothing of itself. (Referrer Policy, "determine request's referrer", step 3)
  return client.origin.kind === 'opaque' ? 'no-referrer' : own;
}

function oneOf<Value extends string>(
  name: string,
  value: string,
  allowed: readonly Value[],
): Value {
  const found = allowed.find((candidate) => candidate === value);
  if (found !== undefined) return found;
  throw new TypeError(`${name} is ${JSON.stringify(value)}; it can be ${allowed.join(', ')}.`);
}
