import { loadRegExpCheck, regExpCheckBeingLoaded } from './regexp-check.ts';

/** How deep options are nested at most: a list of origins in a policy among the policies of a scope. */
const deepest = 6;

/**
 * Loads what checking these options takes, and what most servers never need: for a RegExp, the library
 * that tells whether it can backtrack without bounds. Without it a RegExp is refused, as
 * `regexp-unchecked`.
 *
 * @param options what was given to registrations and routes, unchecked
 * @returns a promise to wait for before these options are parsed; also what an earlier call has begun to
 *   load; `undefined` where nothing is missing
 */
export function prepareOptions(options: Iterable<unknown>): Promise<void> | undefined {
  for (const each of options) if (holdsRegExp(each, deepest)) return loadRegExpCheck();
  return regExpCheckBeingLoaded();
}

function holdsRegExp(value: unknown, depth: number): boolean {
  if (value instanceof RegExp) return true;
  if (depth === 0 || !isPlain(value)) return false;
  try {
    return Object.values(value).some((each) => holdsRegExp(each, depth - 1));
  } catch {
    // A getter that throws: the check of options meets it, too, and says where.
    return false;
  }
}

/** Options are objects and lists; what else there is, such as a source of origins, is not looked into. */
function isPlain(value: unknown): value is object {
  return Array.isArray(value) || Object.prototype.toString.call(value) === '[object Object]';
}
