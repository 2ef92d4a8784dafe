type Library = typeof import('redos-detector');

interface Loaded {
  library?: Library;
  loading?: Promise<void>;
}

const loadedKey = Symbol.for('routecors.regexp-check.v1');

// One for all copies of this module: who asked for it may be another than who waits for it.
const loaded = ((globalThis as { [loadedKey]?: Loaded })[loadedKey] ??= {});

/**
 * Loads the library that decides. It is large, and few policies have a RegExp.
 *
 * @returns `undefined` where it is there already
 */
export function loadRegExpCheck(): Promise<void> | undefined {
  if (loaded.library) return undefined;
  return (loaded.loading ??= import('redos-detector').then((library) => {
    loaded.library = library;
  }));
}

/** What is being loaded now, because somebody asked for it. */
export const regExpCheckBeingLoaded = (): Promise<void> | undefined =>
  loaded.library ? undefined : loaded.loading;

/**
 * Whether a RegExp can take more than linear time; `undefined` before the library is loaded. It walks
 * the ways in which the RegExp can match one text twice, and calls it safe only where their number has
 * a low bound. Bounded in steps, not in time, so that the answer is the same on every machine.
 */
export function canBacktrack(regexp: RegExp): boolean | undefined {
  const { library } = loaded;
  if (library === undefined) return undefined;
  try {
    const bounds = { maxScore: 50, maxSteps: 3_000, timeout: Number.POSITIVE_INFINITY };
    return !library.isSafe(regexp, bounds).safe;
  } catch {
    // What the library cannot read, it cannot vouch for.
    return true;
  }
}
