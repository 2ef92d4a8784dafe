import { defaultPort, parseOrigin, parsePort } from './origin.ts';

/**
 * What a request shows of the page that sent it.
 *
 * @see Fetch Metadata Request Headers; Fetch, "`Origin` header"
 */
export interface Provenance {
  /** The request's method, byte for byte. */
  readonly method: string;
  /** The value of `Origin`, or `undefined` where there is none. */
  readonly origin: string | undefined;
  /** `Sec-Fetch-Site`: `same-origin`, `same-site`, `cross-site` or `none`; only browsers send it. */
  readonly site: string | undefined;
  /** `Sec-Fetch-Mode`, such as `navigate` or `cors`. */
  readonly mode: string | undefined;
  /** `Sec-Fetch-Dest`, such as `document` or `image`. */
  readonly destination: string | undefined;
  /** Whether it opens a WebSocket: the browser makes no CORS check there. (WebSockets, "establish a WebSocket connection") */
  readonly isWebSocket: boolean;
  /** The host that the request was sent to, with its port unless that is the default one. */
  readonly host: string | undefined;
}

/** Header fields as Node has them: names in lower case. */
export type HeaderFieldsIn = Readonly<Record<string, string | readonly string[] | undefined>>;

/**
 * Reads what a request shows of its sender.
 *
 * @param host the host as the framework sees it, proxies that it trusts included
 */
export function provenanceOf(
  method: string,
  headers: HeaderFieldsIn,
  host: string | undefined,
): Provenance {
  return {
    method,
    origin: lineOf(headers['origin']),
    site: lineOf(headers['sec-fetch-site']),
    mode: lineOf(headers['sec-fetch-mode']),
    destination: lineOf(headers['sec-fetch-dest']),
    isWebSocket: hasToken(lineOf(headers['upgrade']), 'websocket'),
    host,
  };
}

/** Several lines of one field, as one: no browser sends them, so none of them is believed. */
function lineOf(value: string | readonly string[] | undefined): string | undefined {
  return typeof value === 'object' ? value.join(', ') : value;
}

function hasToken(list: string | undefined, token: string): boolean {
  return list?.split(',').some((entry) => entry.trim().toLowerCase() === token) ?? false;
}

/** Whether a request is a top-level navigation: a link that somebody follows to this server. (Fetch Metadata, section 2.1) */
export function isTopLevelNavigation({ method, mode, destination }: Provenance): boolean {
  return (
    mode === 'navigate' && destination === 'document' && (method === 'GET' || method === 'HEAD')
  );
}

/**
 * Whether `origin` is that of a page at `host`. `http` and `https` are not told apart: behind a proxy
 * that ends TLS a server does not know which one its visitors use.
 *
 * @param host a host with or without a port, such as the value of `Host`
 */
export function isOriginOfHost(origin: string, host: string): boolean {
  const page = parseOrigin(origin);
  if (page?.kind !== 'tuple' || (page.scheme !== 'https' && page.scheme !== 'http')) return false;
  const colon = host.indexOf(':', host.lastIndexOf(']') + 1);
  const name = colon < 0 ? host : host.slice(0, colon);
  if (name.toLowerCase() !== page.host) return false;
  const usual = defaultPort(page.scheme);
  const port = colon < 0 ? usual : parsePort(host.slice(colon + 1));
  return port === (page.port ?? usual);
}
