import type {
  HeaderLines,
  Transport,
  TransportRequest,
  TransportResponse,
} from '@routecors/user-agent';

import type { Place } from './pair.ts';

/** Where the servers are. */
export interface Setting {
  readonly origins: Readonly<Record<Place, string>>;
}

/** What makes an agent a wrong one, between it and the network. */
export interface Mistake {
  /** Which preflight cache the call uses, where there are several. */
  readonly cache?: (call: number) => string;
  /** One exchange: what goes out of `sent`, and what is read of its response. */
  readonly exchange?: (sent: TransportRequest, next: Transport) => Promise<TransportResponse>;
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

export function isRedirect(status: number): boolean {
  return [301, 302, 303, 307, 308].includes(status);
}
