import { parseOrigin, serializeOrigin } from '@routecors/core';

import { defaultTransport } from '#default-transport';

import { attemptFetch, type Outcome, type Visitor } from './attempt.ts';
import type { BrowserOption } from './browsers/deviation.ts';
import { browserOptions, deviationsOf, maxAgeCaps } from './browsers/deviations.ts';
import { type CookieStore, createCookieStore } from './cookies/cookie-store.ts';
import { createPreflightCache, defaultMaxEntries } from './fetch/preflight-cache.ts';
import { defaultReferrerPolicy, isReferrerPolicy } from './fetch/referrer.ts';
import type { FetchInit } from './fetch/request-constructor.ts';
import type { ReferrerPolicy } from './fetch/request.ts';
import {
  type HttpCache,
  type HttpCacheBounds,
  createHttpCache,
  defaultHttpCacheBounds,
} from './http-cache/http-cache.ts';
import { remember } from './trace/trace-of.ts';
import type { Trace } from './trace/trace.ts';
import { type Limits, type Transport, defaultLimits } from './transport/transport.ts';

export interface UserAgentOptions {
  /** The page's origin, as browsers send it: `https://app.example`, or `null` for a sandboxed page. */
  readonly origin: string;
  /** The page's address: what relative URLs and `Referer` start from. The root of `origin` unless given. */
  readonly url?: string | URL;
  /** How requests get to the server. Real HTTP and HTTPS unless given. */
  readonly transport?: Transport;
  /** The page's referrer policy. `strict-origin-when-cross-origin` unless given. */
  readonly referrerPolicy?: ReferrerPolicy;
  /** The `User-Agent` header. */
  readonly userAgent?: string;
  /** What a hostile server can cost: `time` in milliseconds per call, `bodySize` in bytes. */
  readonly limits?: Partial<Limits>;
  /**
   * Whose rules hold. `standard`, the Fetch standard as it is written, unless given; or an engine's, with
   * all that it was seen to do otherwise: `browserDeviations` is the list.
   */
  readonly browser?: BrowserOption;
  /**
   * The cap on `Access-Control-Max-Age` in seconds, and the number of URLs kept. The browser's cap
   * unless given, Chromium's for `standard`: 7,200 seconds, Firefox's 86,400, WebKit's 600.
   */
  readonly preflightCache?: { readonly maxAge?: number; readonly entries?: number };
  /**
   * An HTTP cache, as browsers have one. `true`, or the most responses (1,024 unless given) and bytes
   * (16 MiB) that it keeps. Without it every request goes to the server, which is what most tests want.
   */
  readonly httpCache?:
    | boolean
    | { readonly entries?: number | undefined; readonly bytes?: number | undefined };
  /**
   * Whether client hints that page script sets (`DPR`, `Save-Data`, `Width` and so on) need no
   * preflight, as in Chromium. In Firefox, in WebKit and by the standard, they need one. What `browser`
   * does, unless given.
   */
  readonly clientHints?: boolean;
  /**
   * A clock in milliseconds, for both caches. For the HTTP cache it should count from 1970, as
   * `Date.now` does: otherwise `Expires` without `Date` means nothing, and a `Date` long ago no age.
   */
  readonly now?: () => number;
}

/** A page in a browser, as far as CORS is concerned. */
export interface UserAgent {
  /** The page's origin, as serialized. */
  readonly origin: string;
  /**
   * `fetch` as the page has it: resolves to a filtered `Response`, or rejects with a `TypeError`
   * (with the signal's reason, if the caller aborted). What happened on the way is in `traceOf` of
   * either, and in `trace`.
   */
  readonly fetch: (input: string | URL | Request, init?: FetchInit) => Promise<Response>;
  /** The same, but never rejects: response or error, and the trace. */
  readonly attempt: (input: string | URL | Request, init?: FetchInit) => Promise<Outcome>;
  /** The trace of the fetch that settled last, `null` before the first. */
  readonly trace: Trace | null;
  /** Sets a cookie as a visit to `url` would: `await agent.setCookie(api, 'sid=1; Secure; SameSite=None')`. */
  readonly setCookie: CookieStore['set'];
}

/**
 * Creates a user agent: the browser's half of the CORS protocol, with one preflight cache, one
 * cookie jar and, if asked for, one HTTP cache of its own. Throws a `TypeError` on an origin that no
 * browser would send, and on bounds of the cache that are none.
 *
 * @see Fetch, https://fetch.spec.whatwg.org/
 */
export function createUserAgent(options: UserAgentOptions): UserAgent {
  const client = createClient(options);
  const cookies = createCookieStore();
  const now = options.now ?? steadyNow;
  const agent = {
    transport: options.transport ?? defaultTransport,
    cookies,
    preflightCache: createPreflightCache({
      maxAge: options.preflightCache?.maxAge ?? maxAgeCaps[client.browser],
      entries: options.preflightCache?.entries ?? defaultMaxEntries,
      now,
    }),
    httpCache: httpCacheOf(options.httpCache, now),
    limits: { ...defaultLimits, ...options.limits },
    userAgent: options.userAgent ?? 'Mozilla/5.0 (compatible; routecors)',
  };
  let trace: Trace | null = null;

  async function attempt(input: string | URL | Request, init?: FetchInit): Promise<Outcome> {
    // `null` is an empty dictionary too. (Web IDL, "dictionary types")
    const outcome = await attemptFetch(agent, client, input, init ?? {});
    trace = outcome.trace;
    remember(outcome);
    return outcome;
  }

  return {
    origin: serializeOrigin(client.origin),
    attempt,
    async fetch(input, init) {
      const outcome = await attempt(input, init);
      if (outcome.response === null) throw outcome.error;
      return outcome.response;
    },
    get trace() {
      return trace;
    },
    setCookie: cookies.set,
  };
}

/** Milliseconds since 1970 that never go back. */
const steadyNow = (): number => performance.timeOrigin + performance.now();

function httpCacheOf(option: UserAgentOptions['httpCache'], now: () => number): HttpCache | null {
  if (option === undefined || option === false) return null;
  if (option === true) return createHttpCache(defaultHttpCacheBounds, now);
  const given: unknown = option;
  if (typeof given !== 'object' || given === null || Array.isArray(given))
    throw new TypeError(
      `httpCache is ${String(given)}; it can be true, false or { entries, bytes }.`,
    );
  const bound = (name: keyof HttpCacheBounds): number => {
    const value: unknown = option[name] ?? defaultHttpCacheBounds[name];
    if (typeof value === 'number' && value >= 0) return value;
    throw new TypeError(`httpCache.${name} is ${String(value)}; it is a number from 0 up.`);
  };
  return createHttpCache({ entries: bound('entries'), bytes: bound('bytes') }, now);
}

function createClient(options: UserAgentOptions): Visitor {
  const origin = parseOrigin(options.origin);
  if (origin === undefined) {
    throw new TypeError(
      `${JSON.stringify(options.origin)} is no origin as browsers send it: scheme, host and port only, in lower case, as in "https://app.example".`,
    );
  }
  const fallback = origin.kind === 'tuple' ? `${options.origin}/` : 'about:blank';
  const referrerPolicy = options.referrerPolicy || defaultReferrerPolicy;
  if (!isReferrerPolicy(referrerPolicy))
    throw new TypeError(`The referrer policy "${String(referrerPolicy)}" is unknown.`);
  const url = new URL(options.url ?? fallback);
  const browser = options.browser ?? 'standard';
  if (!browserOptions.includes(browser)) {
    throw new TypeError(
      `browser is ${JSON.stringify(browser)}; it can be ${browserOptions.join(', ')}.`,
    );
  }
  const deviations = new Set(deviationsOf(browser).map(({ name }) => name));
  if (options.clientHints === true) deviations.add('client-hints-safelisted');
  if (options.clientHints === false) deviations.delete('client-hints-safelisted');
  return { origin, url, referrerPolicy, browser, deviations };
}
