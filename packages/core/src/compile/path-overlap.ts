/**
 * Whether one path could match both patterns. Errs towards yes: what a RegExp of a parameter matches
 * is not looked at, nor are the options of case and slashes.
 */
export function mayOverlap(a: string, b: string): boolean {
  return segmentsMayOverlap(segmentsOf(a), segmentsOf(b));
}

/** Whether the very same paths match both patterns: they differ in the names of parameters at most. */
export function isSameShape(a: string, b: string): boolean {
  return a === b || shape(a) === shape(b);
}

/** The segments of a pattern, as {@link segmentsMayOverlap} takes them: for who compares one with many. */
export function segmentsOf(pattern: string): readonly string[] {
  // An empty segment counts or not, by the router's options.
  if (pattern.includes('//')) return ['*'];
  return pattern
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
}

const shape = (pattern: string): string => pattern.replace(/(?<=\/):\w+(?=\/|$)/g, ':');

/** What {@link mayOverlap} tells, of patterns that have been taken apart. */
export function segmentsMayOverlap(a: readonly string[], b: readonly string[]): boolean {
  const shorter = Math.min(a.length, b.length);
  for (let index = 0; index < shorter; index += 1) {
    const one = a[index] ?? '';
    const other = b[index] ?? '';
    if (isOpenEnded(one) || isOpenEnded(other)) return true;
    if (one !== other && !isDynamic(one) && !isDynamic(other)) return false;
  }
  const rest = [...a.slice(shorter), ...b.slice(shorter)];
  // A parameter at the end may be empty: `/a/:id` matches `/a/`.
  return rest.some(isOpenEnded) || rest.every(isDynamic);
}

/** A wildcard matches all that follows; a RegExp or an optional group may hold slashes of its own. */
const isOpenEnded = (segment: string): boolean => /[*({]/.test(segment);

/** `::` is a literal colon; taking it for a parameter errs towards yes. */
const isDynamic = (segment: string): boolean => segment.includes(':');
