/**
 * Hosts as they stand in a serialized origin: domains (A-labels, lower case), IPv4 and IPv6
 * addresses in their canonical form.
 *
 * @see URL, section 3 "Hosts (domains and IP addresses)"
 */

/** Longest domain, without a trailing dot. (RFC 1035, section 2.3.4) */
const maxDomainLength = 253;

export type HostKind = 'domain' | 'ipv4' | 'ipv6';

/** What kind of canonical host `host` is, or `undefined` where no browser would serialize it so. */
export function hostKind(host: string): HostKind | undefined {
  if (host.startsWith('[')) return isCanonicalIpv6(host) ? 'ipv6' : undefined;
  if (endsInNumber(host)) return isCanonicalIpv4(host) ? 'ipv4' : undefined;
  return isDomain(host) ? 'domain' : undefined;
}

/** Whether `host` names this very machine: `localhost`, a name below it, 127.0.0.0/8 or `[::1]`. (Secure Contexts, section 3.1) */
export function isLoopback(host: string): boolean {
  if (host === 'localhost' || host.endsWith('.localhost') || host === '[::1]') return true;
  return host.startsWith('127.') && isCanonicalIpv4(host);
}

/**
 * Labels of 1 to 63 code points that the URL standard lets through into a domain, less the upper-case
 * letters (a host is serialized in lower case), and less `*` and `,`, which a reader would take for a
 * pattern or a list. Underscores are in: `https://my_app.example` is a valid origin. A trailing dot is
 * part of the name. No label has a dot in it, so that there is one way to match, and it is linear.
 */
const labels = /^(?:[!"$&'()+\-;=_`{}~0-9a-z]{1,63}\.)*[!"$&'()+\-;=_`{}~0-9a-z]{1,63}\.?$/;

function isDomain(host: string): boolean {
  const length = host.endsWith('.') ? host.length - 1 : host.length;
  return length <= maxDomainLength && labels.test(host);
}

/** (URL, "ends in a number checker"): such a host is an IPv4 address or nothing. */
function endsInNumber(host: string): boolean {
  const end = host.endsWith('.') ? host.length - 1 : host.length;
  const last = host.slice(host.lastIndexOf('.', end - 1) + 1, end);
  return last !== '' && (isAll(last, isDigit) || isHexNumber(last));
}

const isDigit = (code: number): boolean => code >= 0x30 && code <= 0x39;
const isLowerHex = (code: number): boolean => isDigit(code) || (code >= 0x61 && code <= 0x66);

function isHexNumber(part: string): boolean {
  return part.startsWith('0x') && isAll(part.slice(2), isLowerHex);
}

function isAll(text: string, test: (code: number) => boolean): boolean {
  for (let index = 0; index < text.length; index += 1) {
    if (!test(text.charCodeAt(index))) return false;
  }
  return true;
}

/** Four decimal numbers below 256, without leading zeros. (URL, "IPv4 serializer") */
function isCanonicalIpv4(host: string): boolean {
  if (host.length > 15) return false;
  const parts = host.split('.');
  return parts.length === 4 && parts.every(isDecimalByte);
}

function isDecimalByte(part: string): boolean {
  if (part === '' || part.length > 3 || !isAll(part, isDigit)) return false;
  return Number(part) < 256 && (part.length === 1 || !part.startsWith('0'));
}

/**
 * Compressed, lower case, in brackets. The grammar and its one canonical form are the platform's:
 * what its URL parser returns unchanged is canonical. Only characters of an IPv6 address get there.
 * (URL, "IPv6 serializer")
 */
function isCanonicalIpv6(host: string): boolean {
  if (host.length > 41 || !host.endsWith(']')) return false;
  const address = host.slice(1, -1);
  if (!isAll(address, (code) => isLowerHex(code) || code === 0x3a)) return false;
  return URL.canParse(`http://${host}`) && new URL(`http://${host}`).hostname === host;
}
