import type { Trace } from '@routecors/user-agent';

import type { Hint } from './hints/hint.ts';

/** What `check` found out; `--json` prints it as it is. */
export interface Report {
  /** Whether the page gets the response. */
  readonly allowed: boolean;
  /** Whether there was a server to ask; if not, nothing is said of its CORS. */
  readonly answered: boolean;
  readonly trace: Trace;
  readonly hints: readonly Hint[];
}
