import type { Sample } from './measure.ts';
import { quantile } from './quantile.ts';

/** Ratios of one comparison, ready to be printed. */
export interface Table {
  readonly title: string;
  /** What a ratio of 1 is. */
  readonly unit: string;
  readonly rows: readonly Row[];
}

export interface Row {
  readonly name: string;
  readonly ratio: number;
  /** Half of the rounds are between these. */
  readonly low: number;
  readonly high: number;
  readonly bytes: number | undefined;
  readonly target: number | undefined;
}

/** What each adds to the one called `base`, round by round. */
export function above(base: string, samples: readonly Sample[]): readonly Sample[] {
  const zero = sampleCalled(base, samples);
  return samples
    .filter((sample) => sample !== zero)
    .map((sample) => ({
      name: sample.name,
      rounds: sample.rounds.map((value, round) => value - (zero.rounds[round] ?? Number.NaN)),
      bytes: sample.bytes === undefined ? undefined : sample.bytes - (zero.bytes ?? 0),
      isDifference: true,
    }));
}

/**
 * Ratios to the contender called `unit`, round by round: what slows the machine down for a while slows
 * both. The difference of two noisy numbers may be near zero, so of differences it is to the median.
 */
export function tableOf(
  title: string,
  unit: string,
  samples: readonly Sample[],
  targets: Readonly<Record<string, number>> = {},
): Table {
  const one = sampleCalled(unit, samples);
  const median = quantile(one.rounds, 0.5);
  const rows = samples.map(({ name, rounds, bytes, isDifference }): Row => {
    const ratios = rounds.map(
      (value, round) => value / ((isDifference ? median : one.rounds[round]) ?? Number.NaN),
    );
    return {
      name,
      ratio: quantile(ratios, 0.5),
      low: quantile(ratios, 0.25),
      high: quantile(ratios, 0.75),
      bytes,
      target: targets[name],
    };
  });
  return { title, unit, rows };
}

/**
 * A table of those with one policy and one of those with several, each against what is written by
 * hand for the same: who has several must ask which route a request has reached.
 */
export function tablesByHand(
  title: string,
  samples: readonly Sample[],
  target: number,
): readonly Table[] {
  const hasSeveral = ({ name }: Sample): boolean => name.endsWith(several);
  const one = samples.filter((sample) => !hasSeveral(sample));
  return [
    tableOf(title, 'hand-written', one, { routecors: target }),
    tableOf(`${title}${several}`, `hand-written${several}`, samples.filter(hasSeveral), {
      [`routecors${several}`]: target,
    }),
  ];
}

const several = ', several policies';

function sampleCalled(name: string, samples: readonly Sample[]): Sample {
  const found = samples.find((sample) => sample.name === name);
  if (found === undefined) throw new Error(`Nothing is called ${name}.`);
  return found;
}

export function printTable({ title, unit, rows }: Table): string {
  const lines = rows.map(({ name, ratio, low, high, bytes, target }) => [
    name,
    ratio.toFixed(2),
    `${low.toFixed(2)}-${high.toFixed(2)}`,
    bytes === undefined ? '' : String(Math.round(bytes)),
    target === undefined ? '' : `at most ${target}: ${ratio <= target ? 'yes' : 'NO'}`,
  ]);
  const all = [[title, 'ratio', 'half are in', 'bytes', 'target'], ...lines];
  const widths = [0, 1, 2, 3, 4].map((column) =>
    Math.max(...all.map((cells) => cells[column]?.length ?? 0)),
  );
  const printed = all.map((cells) =>
    cells
      .map((cell, column) =>
        column === 0 || column === 4
          ? cell.padEnd(widths[column] ?? 0)
          : cell.padStart(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
  return [...printed, `(1 is ${unit})`].join('\n');
}
