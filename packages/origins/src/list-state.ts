import type { OriginListStatus } from '@routecors/core';

import type { BoundedEntries } from './bounded-entries.ts';

/** What is known of the entries in force, beside themselves. */
export interface ListState {
  version: number;
  loadedAt: Date | undefined;
  from: OriginListStatus['from'];
  /** What the source gave beyond the bounds. */
  beyond: Pick<BoundedEntries, 'problems' | 'problemCount'>;
}

/** Before the first load. */
export function createListState(): ListState {
  return {
    version: 0,
    loadedAt: undefined,
    from: 'nothing',
    beyond: { problems: [], problemCount: 0 },
  };
}
