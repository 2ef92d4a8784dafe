import { type HeaderLines, getHeader, stripBlanks } from '../fetch/header-lines.ts';

/** Directives by name, in lower case, with their arguments; `''` for none. */
export type Directives = ReadonlyMap<string, string>;

/** A directive: its name, and an argument with or without quotes, commas in which end nothing. */
const directive = /([^\s,=;"]+)[ \t]*(?:=[ \t]*("(?:[^"\\]|\\.)*"|[^,]*))?/g;

/**
 * The directives of `Cache-Control`, of a request or a response. Of those that stand twice the first
 * counts. Without the header, `Pragma: no-cache` is one of them. (RFC 9111, sections 4.2.1, 5.2 and 5.4)
 */
export function cacheDirectives(headers: HeaderLines): Directives {
  const value = getHeader(headers, 'cache-control');
  const directives = new Map<string, string>();
  if (value === null) {
    const pragma = getHeader(headers, 'pragma')?.toLowerCase() ?? '';
    return pragma.includes('no-cache') ? directives.set('no-cache', '') : directives;
  }
  for (const [, name = '', argument = ''] of value.matchAll(directive)) {
    const lower = name.toLowerCase();
    if (!directives.has(lower)) directives.set(lower, stripBlanks(argument));
  }
  return directives;
}

/**
 * The seconds that a directive names, `undefined` where it does not stand there. What is no number
 * is no time at all, quoted numbers included, which browsers do not read. (RFC 9111, section 4.2.1)
 */
export function secondsOf(directives: Directives, name: string): number | undefined {
  const argument = directives.get(name);
  if (argument === undefined) return undefined;
  return /^[0-9]+$/.test(argument) ? Number(argument) : 0;
}
