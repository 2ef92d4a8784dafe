import { fixCaller } from '../trace/fix.ts';
import { passed } from '../trace/recorder.ts';
import { show, showList } from '../trace/show.ts';
import type { During, Exchange, FailureCode, Verdict } from '../trace/trace.ts';
import { limitedBody } from '../transport/limited-body.ts';
import type { TransportResponse } from '../transport/transport.ts';
import type { FetchContext } from './context.ts';
import { type HeaderLines, headerValues, normalizeValue, withoutHeaders } from './header-lines.ts';
import { type FetchRequest, currentUrl, withoutFragment } from './request.ts';
import { type FetchResult, isNullBodyStatus, networkErrorFor } from './response.ts';

const clause = 'Fetch, "HTTP-network fetch"';

/** A request with every header that goes out and a body that can. */
export type WireRequest = Omit<FetchRequest, 'body'> & {
  readonly body: Uint8Array<ArrayBuffer> | null;
};

/**
 * Hands one request to the transport, within the limits, and records what was sent and what came back.
 *
 * @see Fetch, section 4.7 "HTTP-network fetch"
 */
export async function httpNetworkFetch(
  context: FetchContext,
  request: WireRequest,
  during: During,
  withheldCookies: readonly string[],
): Promise<FetchResult> {
  const { recorder, signal } = context;
  const url = withoutFragment(currentUrl(request));
  const sent = { method: request.method, url, headers: request.headers };
  const record = (exchange: Exchange, verdict: Verdict): boolean =>
    recorder.record('http-network-fetch', { during, url, exchange }, verdict);
  try {
    signal.throwIfAborted();
    const received = await untilAborted(
      context.transport({ ...request, url: wireUrl(url), signal }),
      signal,
    );
    const { status, statusText } = received;
    if (!Number.isInteger(status) || status < 200 || status > 999) {
      throw new TypeError(`The status ${status} is no final status.`);
    }
    const headers = readLines(received.headers, request);
    const split = splitLocations(headers);
    if (split !== undefined) {
      void received.body?.cancel().catch(() => undefined);
      throw new TypeError(split);
    }
    const { explanation } = received;
    const exchange = {
      request: sent,
      response: { status, statusText, headers },
      ...(explanation !== undefined && { explanation }),
    };
    record(exchange, passed(clause, answered(request.method, exchange.response, withheldCookies)));
    const body = bodyOf(received, request.method, context);
    return {
      kind: 'response',
      status,
      statusText,
      headers,
      body,
      urlList: request.urlList,
      tainting: request.responseTainting,
      isOpaqueRedirect: false,
      cached: null,
    };
  } catch (error) {
    record({ request: sent, response: null }, networkFailure(error, url, context));
    return networkErrorFor(request);
  }
}

/** The lines as they are read: without whitespace around values. */
function readLines(lines: HeaderLines, { deviates, responseTainting }: WireRequest): HeaderLines {
  const read = lines.map(([name, value]) => {
    const bytes = replaceNonUtf8(value);
    const taken = bytes !== value && deviates('header-bytes-replaced') ? bytes : value;
    return [name, normalizeValue(taken)] as const;
  });
  // Of this one Firefox counts the lines in this very spelling, and refuses two.
  const counted = read.filter(([name]) => name === 'Access-Control-Allow-Origin').length;
  const areCounted = responseTainting === 'cors' && counted > 1;
  const isIdle = ([name, value]: HeaderLines[number], index: number): boolean =>
    value === '' &&
    !(areCounted && name === 'Access-Control-Allow-Origin') &&
    read.some(
      ([other, more], at) =>
        other.toLowerCase() === name.toLowerCase() && (more !== '' || at > index),
    );
  if (read.some(isIdle) && deviates('blank-lines-dropped'))
    return read.filter((line, index) => !isIdle(line, index));
  const locations = headerValues(read, 'location');
  if (locations.length > 1 && deviates('locations-joined'))
    return [...withoutHeaders(read, new Set(['location'])), ['Location', locations.join(', ')]];
  return read;
}

/** Bytes that are no UTF-8, as the replacement character, in UTF-8. */
function replaceNonUtf8(value: string): string {
  if (!/[\x80-\xff]/.test(value)) return value;
  const text = new TextDecoder().decode(Uint8Array.from(value, (byte) => byte.charCodeAt(0)));
  return String.fromCharCode(...new TextEncoder().encode(text));
}

/** Two Locations that disagree are the mark of response splitting: no browser reads on, whatever the status. */
function splitLocations(headers: HeaderLines): string | undefined {
  const locations = [...new Set(headerValues(headers, 'location'))];
  return locations.length > 1 ? `Location says several things, ${showList(locations)}.` : undefined;
}

/** Credentials in a URL are for answering a 401 with, which takes a person; no transport may send them unasked. */
function wireUrl(url: string): URL {
  const copy = new URL(url);
  copy.username = '';
  copy.password = '';
  return copy;
}

/** (Fetch, "main fetch", step 21): a HEAD request and some statuses have no body, whatever was sent. */
function bodyOf(
  received: TransportResponse,
  method: string,
  { limits, signal }: FetchContext,
): ReadableStream<Uint8Array<ArrayBuffer>> | null {
  if (received.body === null) return null;
  if (method === 'HEAD' || isNullBodyStatus(received.status)) {
    void received.body.cancel().catch(() => undefined);
    return null;
  }
  return limitedBody(received.body, limits.bodySize, signal);
}

/** Settles as the promise does, or as soon as the signal is aborted, for transports that do not watch it. */
async function untilAborted(
  promise: Promise<TransportResponse>,
  signal: AbortSignal,
): Promise<TransportResponse> {
  let stop = nothing;
  const aborted = new Promise<never>((_resolve, reject) => {
    const abort = (): void => reject(signal.reason as Error);
    signal.addEventListener('abort', abort, { once: true });
    stop = () => signal.removeEventListener('abort', abort);
  });
  try {
    return await Promise.race([promise, aborted]);
  } catch (error) {
    // Whoever comes too late closes the door behind them.
    void promise.then((late) => late.body?.cancel()).catch(() => undefined);
    throw error;
  } finally {
    stop();
  }
}

function answered(
  method: string,
  { status, statusText }: { readonly status: number; readonly statusText: string },
  withheld: readonly string[],
): string {
  const reason = statusText === '' ? '' : ` ${show(statusText).slice(1, -1)}`;
  const cookies =
    withheld.length === 0
      ? ''
      : ` Cookies not sent, because the request is cross-site: ${withheld.join(', ')}.`;
  return `The server answered ${method} with ${status}${reason}.${cookies}`;
}

function networkFailure(
  error: unknown,
  url: string,
  { limits, signal, deadline }: FetchContext,
): Verdict {
  if (signal.aborted && signal.reason !== deadline.reason) {
    return failed(
      'aborted',
      'The page aborted the request.',
      'Nothing to mend: the caller gave up.',
    );
  }
  if (signal.aborted) {
    return failed(
      'timeout',
      `No response within ${limits.time} ms.`,
      'See what keeps the server from answering, or raise limits.time.',
    );
  }
  return failed(
    'network',
    `No usable response came from ${show(new URL(url).host)}: ${reasonOf(error)}`,
    'Check the address, the network, TLS certificates and whether the server answers HTTP at all.',
  );
}

/** Node gives an error of several addresses a code and no message. */
function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return error.message || ((error as { code?: string }).code ?? error.name);
}

function failed(code: FailureCode, message: string, general: string): Verdict {
  return { ok: false, clause, code, message, fix: fixCaller(general) };
}

function nothing(): void {}
