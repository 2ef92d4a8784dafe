import type { ActualDecision } from '../decide/decision.ts';
import { isForbiddenResponseHeader, isHeaderName } from '../fetch/header-name.ts';

/** Most characters of somebody else's list that are read. Lists of real servers are a tenth of it. */
const maxListLength = 4_096;

/** `Access-Control-Expose-Headers`: on actual responses only. (Fetch, "CORS-exposed header-name list") */
export function exposeHeaders(decision: ActualDecision): string | undefined {
  return decision.policy.exposeHeaders;
}

/**
 * Adds what a handler or a library exposes to what the policy does: they know the headers that they
 * send, and it widens what is read, never who reads it. What is no header name is left out, since a
 * browser drops the whole list for it, and so are names that no page may read. Beside credentials `*`
 * is left out, too: there it is a name like any other. (Fetch, "CORS-exposed header-name list")
 *
 * @param present the lines of the header that are there
 * @returns `undefined` where nothing is exposed
 */
export function mergeExposeHeaders(
  present: readonly string[],
  { policy }: ActualDecision,
): string | undefined {
  const { exposeHeaders: own, allowCredentials } = policy;
  // Nothing can be added to everything.
  if (present.length === 0 || own === '*') return own;
  const list = present.join(',');
  if (list.length > maxListLength) return own;
  const names = new Set(own?.split(','));
  for (const element of list.split(',')) {
    const name = element.trim().toLowerCase();
    const isUseless = !isHeaderName(name) || isForbiddenResponseHeader(name);
    if (!isUseless && !(name === '*' && allowCredentials)) names.add(name);
  }
  return names.size > 0 ? [...names].join(',') : undefined;
}
