import type {
  HeaderLines,
  Transport,
  TransportRequest,
  TransportResponse,
} from '@routecors/user-agent';

import type { PageRequest, Pair, Place, Seen } from '../pair.ts';

/** The pair in which a quirk is to be imitated, and where its servers are. */
export interface Setting {
  readonly pair: Pair;
  readonly origins: Readonly<Record<Place, string>>;
}

/** The page's call that a request belongs to. */
export interface Call {
  readonly request: PageRequest;
  /** Which preflight cache it uses. */
  readonly cache: string;
  /** What went out in this call before, preflights included. */
  readonly sent: readonly TransportRequest[];
}

/**
 * A deviation from the standard, imitated between the user agent and the network: the agent with the
 * quirk is to see and send exactly what the browser does.
 */
export interface Quirk {
  /** The page's call, as the browser takes it. */
  readonly request?: (request: PageRequest) => PageRequest;
  /** Which of the browser's preflight caches the call uses, where there are several. */
  readonly cache?: (request: PageRequest, call: number) => string;
  /** One exchange: what goes out of `sent`, and what is read of its response. */
  readonly exchange?: (
    sent: TransportRequest,
    next: Transport,
    call: Call,
  ) => Promise<TransportResponse>;
  /** What the page sees in the end, where it shows that a response was read otherwise. */
  readonly seen?: (seen: Seen) => Seen;
}

export function isPreflight(sent: TransportRequest): boolean {
  return valuesOf(sent.headers, 'access-control-request-method').length > 0;
}

/** The values of a header, given in lower case, line by line. */
export function valuesOf(lines: HeaderLines, name: string): string[] {
  return lines.filter(([other]) => other.toLowerCase() === name).map(([, value]) => value);
}

/** The lines with one header replaced, or left out where `value` is `undefined`. */
export function withHeader(
  lines: HeaderLines,
  name: string,
  value: string | undefined,
): HeaderLines {
  const rest = lines.filter(([other]) => other.toLowerCase() !== name.toLowerCase());
  return value === undefined ? rest : [...rest, [name, value]];
}

/** The elements of a list header over all its lines, empty ones left out. */
export function elementsOf(lines: HeaderLines, name: string): string[] {
  return valuesOf(lines, name)
    .flatMap((value) => value.split(','))
    .map((element) => element.replace(/^[\t ]+|[\t ]+$/g, ''))
    .filter((element) => element !== '');
}

export function isToken(element: string): boolean {
  return /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/.test(element);
}

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}

/** What a response of the network stack's own error looks like to the agent: none. */
export function networkError(response: TransportResponse, message: string): never {
  void response.body?.cancel().catch(() => undefined);
  throw new TypeError(message);
}
