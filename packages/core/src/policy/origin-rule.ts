import { isPageScheme, isScheme, isSpecialScheme, parseOrigin } from '../fetch/origin.ts';

/** One entry of an `origin` list, parsed. */
export type OriginRule = ExactOrigin | OriginPattern | OriginRegExp;

export interface ExactOrigin {
  readonly kind: 'exact';
  /** The origin as browsers serialize it; `null` where that was allowed on purpose. */
  readonly source: string;
}

/** Origins that share a scheme and differ in subdomain, port or both. */
export interface OriginPattern {
  readonly kind: 'pattern';
  readonly source: string;
  readonly scheme: string;
  /** The host itself, or with `subdomains` the domain that one or more labels stand below. */
  readonly host: string;
  readonly subdomains: boolean;
  /** `'*'` is any port or none, `null` is none. */
  readonly port: number | null | '*';
}

export interface OriginRegExp {
  readonly kind: 'regexp';
  readonly source: string;
  readonly regexp: RegExp;
}

/** Parses `https://*.example.com`, `http://localhost:*` or both together; `undefined` for any other use of `*`. */
export function parseOriginPattern(source: string): OriginPattern | undefined {
  const [scheme = '', authority = '', ...rest] = source.split('://');
  if (rest.length > 0 || !isScheme(scheme) || !isPageScheme(scheme)) return undefined;
  const subdomains = authority.startsWith('*.');
  const anyPort = authority.endsWith(':*');
  // An address has no subdomains, and what stands below an opaque host is up to its scheme.
  if (subdomains && !isSpecialScheme(scheme)) return undefined;
  const base = authority.slice(subdomains ? 2 : 0, anyPort ? -2 : undefined);
  const origin = parseOrigin(`${scheme}://${base}`);
  if (origin?.kind !== 'tuple') return undefined;
  if (subdomains && /^\[|^[0-9.]+$/.test(origin.host)) return undefined;
  if (anyPort && origin.port !== null) return undefined;
  const port = anyPort ? '*' : origin.port;
  return { kind: 'pattern', source, scheme, host: origin.host, subdomains, port };
}
