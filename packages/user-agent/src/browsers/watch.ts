import type { Deviates, DeviationName } from './deviation.ts';

/** Answers what an engine does otherwise, and notes what made a difference. */
export function watch(deviations: ReadonlySet<DeviationName>): {
  readonly deviates: Deviates;
  readonly noted: () => readonly DeviationName[];
} {
  const noted = new Set<DeviationName>();
  return {
    deviates(name, matters = true) {
      if (!deviations.has(name)) return false;
      if (matters) noted.add(name);
      return true;
    },
    noted: () => Object.freeze([...noted]),
  };
}
