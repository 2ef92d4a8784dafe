import { type Sample, quantile } from './measure.ts';

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

/**
 * Ratios to the contender named `unit`, round by round: what slows the machine down for a while slows
 * both. With a `base`, of what each adds to it.
 */
export function tableOf(
  title: string,
  unit: string,
  samples: readonly Sample[],
  { base, targets = {} }: { base?: string; targets?: Readonly<Record<string, number>> } = {},
): Table {
  const byName = new Map(samples.map((sample) => [sample.name, sample]));
  const zero = base === undefined ? undefined : byName.get(base);
  const added = ({ rounds }: Sample): number[] =>
    rounds.map((value, round) => value - (zero?.rounds[round] ?? 0));
  const one = byName.get(unit);
  if (one === undefined) throw new Error(`${title}: nothing is named ${unit}.`);
  // The difference of two noisy numbers may be near zero: divide by its median, not by each.
  const divisor = quantile(added(one), 0.5);
  const rows = samples
    .filter(({ name }) => name !== base)
    .map((sample): Row => {
      const ratios = added(sample).map((value, round) =>
        zero === undefined ? value / (one.rounds[round] ?? Number.NaN) : value / divisor,
      );
      return {
        name: sample.name,
        ratio: quantile(ratios, 0.5),
        low: quantile(ratios, 0.25),
        high: quantile(ratios, 0.75),
        bytes: sample.bytes === undefined ? undefined : sample.bytes - (zero?.bytes ?? 0),
        target: targets[sample.name],
      };
    });
  return { title, unit: base === undefined ? unit : `${unit}, above ${base}`, rows };
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
