/** Says whether one more line may be written now. */
export type LineAllowance = () => boolean;

/** How many lines a period has, where nothing else is said. */
const usual = 20;
/** Milliseconds. */
const period = 60_000;

/**
 * So many lines a minute, and no more: what strangers can cause fills no disk. No timer runs.
 *
 * @param most the lines of a minute
 */
export function createLineAllowance(most: number = usual): LineAllowance {
  let lines = 0;
  let ends = -Infinity;
  return () => {
    const now = performance.now();
    if (now >= ends) [lines, ends] = [0, now + period];
    lines += 1;
    return lines <= most;
  };
}
