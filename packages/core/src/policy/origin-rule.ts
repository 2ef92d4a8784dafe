import { isPageScheme, isScheme, isSpecialScheme, parseOrigin } from '../fetch/origin.ts';
import type { OriginList } from './origin-list.ts';

/** One entry of an `origin` list, parsed. */
export type OriginRule = ExactOrigin | OriginPattern | OriginRegExp | LiveOriginRule;

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
  /** The host itself, or the domain that what `below` says stands below. Blank for any host. */
  readonly host: string;
  readonly below: PatternBelow;
  /** `'*'` is any port or none, `null` is none. */
  readonly port: number | null | '*';
}

/** What stands below a pattern's host: nothing, one or more labels, or one label of which a part is open. */
export type PatternBelow =
  | 'nothing'
  | 'labels'
  /** Any host of a scheme that has no domains, such as `moz-extension`. */
  | 'any-host'
  | { readonly prefix: string; readonly suffix: string };

export interface OriginRegExp {
  readonly kind: 'regexp';
  readonly source: string;
  readonly regexp: RegExp;
}

/** A list that changes while the server runs. */
export interface LiveOriginRule {
  readonly kind: 'list';
  readonly source: string;
  readonly list: OriginList;
}

/**
 * Parses `https://*.example.com`, `https://shop-*-team.example.com`, `http://localhost:*`, the two
 * together, and `moz-extension://*`; `undefined` for any other use of `*`.
 */
export function parseOriginPattern(source: string): OriginPattern | undefined {
  const [scheme = '', authority = '', ...rest] = source.split('://');
  if (rest.length > 0 || !isScheme(scheme) || !isPageScheme(scheme)) return undefined;
  if (!isSpecialScheme(scheme)) return parseOpaquePattern(source, scheme, authority);
  const anyPort = authority.endsWith(':*');
  const named = anyPort ? authority.slice(0, -2) : authority;
  const { below, base } = splitBelow(named);
  const origin = parseOrigin(`${scheme}://${base}`);
  if (origin?.kind !== 'tuple') return undefined;
  // An address has no subdomains.
  if (below !== 'nothing' && /^\[|^[0-9.]+$/.test(origin.host)) return undefined;
  if (anyPort && origin.port !== null) return undefined;
  const port = anyPort ? '*' : origin.port;
  return { kind: 'pattern', source, scheme, host: origin.host, below, port };
}

/** A scheme without domains has one kind of pattern: each of its hosts. */
function parseOpaquePattern(
  source: string,
  scheme: string,
  authority: string,
): OriginPattern | undefined {
  if (authority === '*') {
    return { kind: 'pattern', source, scheme, host: '', below: 'any-host', port: null };
  }
  if (!authority.endsWith(':*')) return undefined;
  const origin = parseOrigin(`${scheme}://${authority.slice(0, -2)}`);
  if (origin?.kind !== 'tuple' || origin.port !== null) return undefined;
  return { kind: 'pattern', source, scheme, host: origin.host, below: 'nothing', port: '*' };
}

/**
 * Takes the open label off a host. A part of one is open only between hyphens: `*app` would be the end
 * of anybody's name.
 */
function splitBelow(host: string): { readonly below: PatternBelow; readonly base: string } {
  const dot = host.indexOf('.');
  const label = host.slice(0, dot);
  if (dot < 0 || !label.includes('*')) return { below: 'nothing', base: host };
  const base = host.slice(dot + 1);
  if (label === '*') return { below: 'labels', base };
  const parts = /^((?:[a-z0-9-]*-)?)\*((?:-[a-z0-9-]*)?)$/.exec(label);
  const [, prefix = '', suffix = ''] = parts ?? [];
  // A label has 63 characters at most, one of them the open part's.
  const isLabel = parts !== null && prefix.length + suffix.length < 63 && !/^-|-$/.test(label);
  return isLabel ? { below: { prefix, suffix }, base } : { below: 'nothing', base: host };
}
