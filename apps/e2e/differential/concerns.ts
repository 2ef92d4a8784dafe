import type { Pair } from './pair.ts';

// What a pair holds that may meet a known difference.

export const asksForAuthorization = (pair: Pair): boolean =>
  pair.requests.some(({ headers }) => headers.some(([name]) => name === 'Authorization'));
export const hasLaterCall = (pair: Pair): boolean => pair.requests.length > 1;
export const redirects = (pair: Pair): boolean => pair.hops.length > 1;

/** Whether a server of the pair sends a header line like this. */
export const sends = (pair: Pair, name: RegExp, test: (value: string) => boolean): boolean =>
  pair.hops.some((hop) =>
    [...hop.preflight.lines, ...hop.actual.lines].some(
      (line) => name.test(line[0]) && test(line[1]),
    ),
  );
