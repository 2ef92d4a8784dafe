import { hostKind } from './host.ts';

/**
 * Web origins and how they are serialized.
 *
 * @see RFC 6454; HTML, section 7.1.1 "Origins"
 */

/** A scheme, a host and a port: the origin of a page that came from a server. */
export interface TupleOrigin {
  readonly kind: 'tuple';
  /** Lower case, without the colon: `https`. */
  readonly scheme: string;
  /** As serialized: `app.example`, `127.0.0.1`, `[::1]`. Blank for `file://`. */
  readonly host: string;
  /** `null` for the scheme's default port. */
  readonly port: number | null;
}

/** The origin of a sandboxed frame, a `data:` document, and in most browsers of a file: equal to nothing but itself, serialized as `null`. */
export interface OpaqueOrigin {
  readonly kind: 'opaque';
}

export type Origin = TupleOrigin | OpaqueOrigin;

/** Default ports of the schemes that have one. (URL, "special scheme") */
const defaultPorts: ReadonlyMap<string, number> = new Map([
  ['ftp', 21],
  ['http', 80],
  ['https', 443],
  ['ws', 80],
  ['wss', 443],
]);

/** The default port of a scheme, or `undefined` where it has none. */
export function defaultPort(scheme: string): number | undefined {
  return defaultPorts.get(scheme);
}

/** Whether the URL standard parses hosts of this scheme as domains and addresses. */
export function isSpecialScheme(scheme: string): boolean {
  return defaultPorts.has(scheme);
}

/** Schemes whose URLs are no pages, or pages with an opaque origin: no page sends an origin of theirs. */
const pagelessSchemes: ReadonlySet<string> = new Set([
  'about',
  'blob',
  'data',
  'filesystem',
  'ftp',
  'javascript',
  'view-source',
  'ws',
  'wss',
]);

/** Whether a page can have an origin of this scheme. (HTML, "determining the origin") */
export function isPageScheme(scheme: string): boolean {
  return !pagelessSchemes.has(scheme);
}

/**
 * The longest origin that is read: a 253-byte host with a port and a scheme of up to 64 bytes.
 * What is longer is denied unparsed.
 */
export const maxOriginLength: number = 64 + '://'.length + 253 + '.:65535'.length;

/**
 * Parses a serialized origin, strictly: what is returned serializes to the very same bytes.
 * Returns `undefined` for everything that no browser sends, such as `https://a.example/`.
 * Linear in the length of `value`, which is bounded.
 *
 * `new URL` would not do: it drops user names, tabs and backslashes, and takes `https://*.a.example`.
 */
export function parseOrigin(value: string): Origin | undefined {
  if (value === 'null') return { kind: 'opaque' };
  if (value.length > maxOriginLength) return undefined;
  const colon = value.indexOf('://');
  const scheme = value.slice(0, colon);
  if (colon < 1 || !isScheme(scheme)) return undefined;
  // The origin of a `file:` URL is left to the browser (URL, "origin"). Most make it opaque; Cordova's web
  // views, and Chromium with access to files, send this.
  if (scheme === 'file') {
    return value === 'file://' ? { kind: 'tuple', scheme, host: '', port: null } : undefined;
  }

  const authority = value.slice(colon + 3);
  // The last colon outside of an IPv6 address begins the port.
  const portColon = authority.indexOf(':', authority.lastIndexOf(']') + 1);
  const host = portColon < 0 ? authority : authority.slice(0, portColon);
  if (!isHost(scheme, host)) return undefined;
  if (portColon < 0) return { kind: 'tuple', scheme, host, port: null };
  const port = parsePort(authority.slice(portColon + 1));
  if (port === undefined || port === defaultPort(scheme)) return undefined;
  return { kind: 'tuple', scheme, host, port };
}

/** The ASCII serialization of an origin; an opaque one is `null`. (RFC 6454, section 6.2; HTML, "serialization of an origin") */
export function serializeOrigin(origin: Origin): string {
  if (origin.kind === 'opaque') return 'null';
  const port = origin.port === null ? '' : `:${origin.port}`;
  return `${origin.scheme}://${origin.host}${port}`;
}

/** Whether two origins are the same origin. Two opaque ones are so only if they are one object. (HTML, "same origin") */
export function isSameOrigin(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (a.kind === 'opaque' || b.kind === 'opaque') return false;
  return a.scheme === b.scheme && a.host === b.host && a.port === b.port;
}

/** The origin of an absolute URL: a tuple for `http`, `https`, `ws`, `wss` and `ftp`, else opaque. (URL, "origin") */
export function originOfUrl(url: string | URL): Origin {
  const { origin, protocol, host } = new URL(url);
  const serialized = isSpecialScheme(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin;
  return parseOrigin(serialized) ?? { kind: 'opaque' };
}

/** (URL, "URL-scheme string"), in lower case. */
export function isScheme(value: string): boolean {
  return value.length <= 64 && /^[a-z][a-z0-9+.-]*$/.test(value);
}

/** A port as serialized: decimal, 1 to 65535, no leading zeros. Port 0 cannot be connected to. */
export function parsePort(value: string): number | undefined {
  if (!/^[1-9][0-9]{0,4}$/.test(value)) return undefined;
  const port = Number(value);
  return port <= 65_535 ? port : undefined;
}

/**
 * Hosts of special schemes are domains or addresses. Others, as in `capacitor://localhost` and
 * `chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai`, are opaque hosts: printable ASCII. (URL, "opaque-host parser")
 */
function isHost(scheme: string, host: string): boolean {
  if (isSpecialScheme(scheme)) return hostKind(host) !== undefined;
  return host.startsWith('[') ? hostKind(host) === 'ipv6' : opaqueHost.test(host);
}

/** Printable ASCII less the forbidden host code points, and less `*` and `,`, which a reader would take for a pattern or a list. */
const opaqueHost = /^[!"$%&'()+\-.0-9;=A-Z_`a-z{}~]{1,253}$/;
