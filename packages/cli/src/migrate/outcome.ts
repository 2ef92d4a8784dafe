import type { Node } from 'oxc-parser';

import type { Dialect } from './dialect.ts';
import type { Finding } from './finding.ts';
import type { WrittenOption } from './option-values.ts';
import type { SourceFile } from './source-file.ts';

/** What becomes of one option. */
export interface Outcome {
  /** Our name of it; none where it goes away. */
  readonly name?: string;
  /** What it can be, for boot's checks. */
  readonly values?: readonly unknown[];
  /** What replaces parts of the text. */
  readonly texts?: readonly Replacement[];
  readonly finding?: Omit<Finding, 'node'>;
  readonly note?: Omit<Finding, 'node'>;
}

/** One option and what becomes of it. */
export interface Translated {
  readonly option: WrittenOption;
  readonly outcome: Outcome;
}

export interface Replacement {
  readonly node: Node;
  readonly text: string;
}

export type Rule = (option: WrittenOption, dialect: Dialect, file: SourceFile) => Outcome;

/** For a value that has to become another one and is not written where it is used. */
export function inVariable(name: string): Omit<Finding, 'node'> {
  return {
    code: 'list-in-a-variable',
    reason: `${name} needs another value here, and it is not written in place.`,
    fix:
      name === 'origin'
        ? "Write origin: '*' for everybody, or list the origins."
        : `Write a list: ${name}: ['…', '…'].`,
  };
}
