import type { FailureCode, RootCauseCode } from '@routecors/user-agent';

import type { HintCode } from '../../src/hints/hint.ts';

export interface Answer {
  readonly status?: number;
  readonly headers?: readonly (readonly [string, string])[];
}

/** A mistake that servers make, a command line that meets it, and what must be said. */
export interface BrokenServer {
  readonly mistake: string;
  readonly args?: readonly string[];
  readonly preflight?: Answer;
  readonly actual?: Answer;
  /** The code of the failing step; `undefined` where the page gets its response all the same. */
  readonly code?: FailureCode;
  /** The cause behind that step, whose sentence the report begins with; `undefined` where there is none. */
  readonly cause?: RootCauseCode;
  readonly hints?: readonly HintCode[];
  /** Words that must stand in the report. */
  readonly says: readonly string[];
}

export const page = 'https://app.example';
export const put: readonly string[] = ['-X', 'PUT', '-H', 'content-type: application/json'];
export const grant: readonly (readonly [string, string])[] = [
  ['Access-Control-Allow-Origin', page],
  ['Access-Control-Allow-Methods', 'PUT'],
  ['Access-Control-Allow-Headers', 'content-type'],
  ['Access-Control-Max-Age', '600'],
];
export const open: Answer = { headers: [['Access-Control-Allow-Origin', '*']] };
export const allow = (...origins: string[]): Answer => ({
  headers: [
    ...origins.map((value) => ['Access-Control-Allow-Origin', value] as const),
    ['Vary', 'Origin'],
  ],
});
export const fine: Answer = allow(page);
