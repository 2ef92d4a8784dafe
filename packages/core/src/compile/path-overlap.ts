/**
 * Whether one path could match both patterns. Errs towards yes: what a RegExp of a parameter matches
 * is not looked at, nor are the options of case and slashes.
 */
export function mayOverlap(a: string, b: string): boolean {
  return segmentsMayOverlap(segments(a), segments(b));
}

const segments = (pattern: string): readonly string[] =>
  pattern
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');

function segmentsMayOverlap(a: readonly string[], b: readonly string[]): boolean {
  const [first] = a;
  const [second] = b;
  if (isOpenEnded(first) || isOpenEnded(second)) return true;
  if (first === undefined || second === undefined) {
    return first === second || isOptional(first ?? second);
  }
  if (!isDynamic(first) && !isDynamic(second) && first !== second) return false;
  return segmentsMayOverlap(a.slice(1), b.slice(1));
}

/** A wildcard matches all that follows; a RegExp or an optional group may hold slashes of its own. */
const isOpenEnded = (segment = ''): boolean => /[*({]/.test(segment);

const isOptional = (segment = ''): boolean => segment.startsWith(':') && segment.endsWith('?');

/** `::` is a literal colon; taking it for a parameter errs towards yes. */
const isDynamic = (segment: string): boolean => segment.includes(':');
