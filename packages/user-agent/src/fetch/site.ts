import { type Origin, isLoopback, originOfUrl, registrableDomain } from '@routecors/core';

/** Whether two origins share a registrable domain, whatever their schemes. (HTML, "schemelessly same site") */
export function isSchemelesslySameSite(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (a.kind === 'opaque' || b.kind === 'opaque') return false;
  return registrableDomain(a.host) === registrableDomain(b.host);
}

/** Whether two origins share scheme and registrable domain. Ports play no part. (HTML, "same site") */
export function isSameSite(a: Origin, b: Origin): boolean {
  if (a === b) return true;
  if (a.kind === 'opaque' || b.kind === 'opaque') return false;
  return a.scheme === b.scheme && isSchemelesslySameSite(a, b);
}

/** Whether a URL cannot be tampered with on its way: TLS, or this very machine. (Secure Contexts, section 3.1) */
export function isTrustworthy(url: URL): boolean {
  if (url.protocol === 'https:') return true;
  const origin = originOfUrl(url);
  return origin.kind === 'tuple' && isLoopback(origin.host);
}
