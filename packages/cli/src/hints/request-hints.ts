import { isForbiddenRequestHeader } from '@routecors/core';

import type { CheckOptions } from '../check-options.ts';
import type { Hint } from './hint.ts';

const instead: Readonly<Record<string, string>> = {
  origin: ' The page is --from.',
  cookie: ' Cookies are --cookie and --credentials.',
};

/** Headers of the command line that no page can set: browsers drop them, and so does `check`. (Fetch, "forbidden request-header") */
export function droppedHeaders({ headers }: Pick<CheckOptions, 'headers'>): Hint[] {
  return headers
    .filter(([name]) => isForbiddenRequestHeader(name))
    .map(([name]) => ({
      code: 'forbidden-header',
      message: `No page can set ${name}: browsers drop it without a word, so it was not sent.${instead[name.toLowerCase()] ?? ''}`,
    }));
}
